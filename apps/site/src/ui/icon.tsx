/** A lucide drawing. It is decoration: the words beside it carry the meaning. */
export function Icon(props: { readonly svg: string; readonly size?: 16 | 20 }) {
  return (
    <span
      class={props.size === 16 ? 'icon icon-small' : 'icon'}
      aria-hidden="true"
      // The drawings are files of the lucide package, bundled at build time.
      dangerouslySetInnerHTML={{ __html: props.svg }}
    />
  )
}
