import type { ChosenMenu, Menu, MenuChoice, Party } from '../contract.ts'
import { problems } from '../problems.ts'

/**
 * What a party chose, with the menu's names. Throws `bookings.unknownDish` for what is not on the
 * menu and `bookings.menuMismatch` when the portions do not fit the party: so many as everybody
 * from six years on may have, and at most as many more as the little ones could eat.
 */
export function chooseMenu(menu: Menu | null, choice: MenuChoice, party: Party): ChosenMenu {
  const chosen = namedDishes(menu, choice)
  if (menu) assertPortions(menu, choice, party)
  return chosen
}

/** Dishes with the menu's names. Throws `bookings.unknownDish` for what is not on the menu. */
export function namedDishes(menu: Menu | null, choice: MenuChoice): ChosenMenu {
  const proteins = choice.proteins.map(({ id, portions }, index) => ({
    id,
    name: nameOf(menu?.proteins, id, `menu.proteins.${index}.id`),
    portions,
  }))
  const addOns = choice.addOns.map(({ id, quantity }, index) => ({
    id,
    name: nameOf(menu?.addOns, id, `menu.addOns.${index}.id`),
    quantity,
  }))
  return { proteins, addOns }
}

/** Throws `bookings.menuMismatch` unless the portions fit the party. */
export function assertPortions(
  { proteinsPerGuest }: Pick<Menu, 'proteinsPerGuest'>,
  { proteins }: Pick<MenuChoice, 'proteins'>,
  party: Party,
): void {
  const portions = proteins.reduce((sum, one) => sum + one.portions, 0)
  const fewest = proteinsPerGuest * (party.adults + party.children)
  const most = fewest + proteinsPerGuest * party.underSix
  if (portions >= fewest && portions <= most) return
  const range = fewest === most ? `${fewest}` : `${fewest} to ${most}`
  const text = `Choose ${range} portions: ${proteinsPerGuest} for each guest.`
  throw problems.menuMismatch(
    { portions, fewest, most },
    { errors: [{ path: 'menu.proteins', code: 'menuMismatch', text }] },
  )
}

function nameOf(
  dishes: readonly { readonly id: string; readonly name: string }[] | undefined,
  id: string,
  path: string,
): string {
  const dish = dishes?.find((one) => one.id === id)
  if (dish) return dish.name
  const text = problems.unknownDish.definition.say
  throw problems.unknownDish({ id }, { errors: [{ path, code: 'unknownDish', text }] })
}
