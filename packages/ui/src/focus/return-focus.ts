/**
 * Puts the focus back where it came from, when a thing that had it goes. Does nothing when that
 * place is gone too.
 */
export function returnFocus(place: EventTarget | null): void {
  if (place instanceof HTMLElement && place.isConnected) place.focus({ preventScroll: true })
}
