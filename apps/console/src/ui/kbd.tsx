/** A key to press. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border bg-paper px-1 font-sans text-12 text-faint">
      {children}
    </kbd>
  )
}
