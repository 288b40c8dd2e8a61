/** For keyboards: past the rail and the bar, straight to what the page is about. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-ink px-4 py-2 font-medium pointer-coarse:py-3 text-paper focus:translate-y-0"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
    >
      Skip to the content
    </a>
  )
}
