/** Data as it is stored, indented; what is long scrolls in its own box. */
export function Payload({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <pre
      role="region"
      aria-label={label}
      // Wider than the page it scrolls, also by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-72 overflow-auto rounded bg-sunk p-3 font-mono text-12"
    >
      {JSON.stringify(value, undefined, 2)}
    </pre>
  )
}
