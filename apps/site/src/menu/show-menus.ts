import { askOnce } from '../home/ask-once.ts'
import { readStations } from '../home/read-stations.ts'
import { whenIdle } from '../home/when-idle.ts'
import { addOnRows, howMany, proteinRows, rateRows, type Row } from './card-rows.ts'
import { cardsOf, type Card } from './cards.ts'
import { menuAnswer } from './served.contract.ts'

/** Once the page has painted: puts what the stations serve and ask in the place of the usual. */
export function showMenusSoon(): void {
  whenIdle(() => void showMenus())
}

async function showMenus(): Promise<void> {
  const stations = await readStations()
  const served = await Promise.all(
    stations.map(async (station) => {
      const answer = await askOnce(`/stations/${station.id}/menu`, menuAnswer)
      return answer && { station, menu: answer.menu }
    }),
  )
  const known = served.filter((one) => one !== undefined)
  // A station that did not answer is not said to have no menu: the page stays as it was built.
  if (known.length === 0 || known.length < served.length) return
  const place = document.getElementById('menus')
  const template = document.getElementById('menu-card')
  if (place === null || !(template instanceof HTMLTemplateElement)) return
  const cards = cardsOf(known)
  place.replaceChildren(...cards.map((card) => drawn(card, template, cards.length > 1)))
}

function drawn(card: Card, template: HTMLTemplateElement, isOneOfSeveral: boolean): Node {
  const { menu, rates, stations } = card
  const copy = template.content.cloneNode(true)
  if (!(copy instanceof DocumentFragment)) return copy
  const names = stations.map(({ name }) => name).join(', ')
  write(
    copy,
    'where',
    isOneOfSeveral || stations.length === 1 ? names : `At every station: ${names}`,
  )
  write(copy, 'how-many', menu ? howMany(menu) : 'Here the chef chooses.')
  list(copy, 'rates', rateRows(rates))
  list(copy, 'proteins', menu ? proteinRows(menu, rates) : [])
  list(copy, 'add-ons', menu ? addOnRows(menu, rates) : [])
  return copy
}

function write(card: DocumentFragment, part: string, text: string): void {
  const place = card.querySelector(`[data-part="${part}"]`)
  if (place !== null) place.textContent = text
}

/** A list without rows goes, with its heading. */
function list(card: DocumentFragment, part: string, rows: readonly Row[]): void {
  const place = card.querySelector(`[data-part="${part}"]`)
  if (rows.length === 0) place?.closest('section')?.remove()
  place?.replaceChildren(...rows.map(([name, price]) => row(name, price)))
}

function row(name: string, price: string): HTMLElement {
  const line = document.createElement('div')
  const [term, words] = [document.createElement('dt'), document.createElement('dd')]
  term.textContent = name
  words.textContent = price
  line.append(term, words)
  return line
}
