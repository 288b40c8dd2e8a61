import type { Station } from '@holdfast/bookings/contract'

/** Fills the list of areas; without any the page says where to find them instead. */
export function showAreas(stations: readonly Station[]): void {
  const list = document.getElementById('area-list')
  const fallback = document.getElementById('areas-fallback')
  if (list === null || fallback === null) return
  list.replaceChildren(...stations.map(areaItem))
  list.removeAttribute('aria-busy')
  list.hidden = stations.length === 0
  fallback.hidden = stations.length > 0
}

function areaItem(station: Station): HTMLLIElement {
  const link = document.createElement('a')
  link.href = `/book?area=${encodeURIComponent(station.id)}`
  link.append(wordsIn('strong', station.name), wordsIn('span', station.area))
  const item = document.createElement('li')
  item.append(link)
  return item
}

function wordsIn(tag: 'strong' | 'span', text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}
