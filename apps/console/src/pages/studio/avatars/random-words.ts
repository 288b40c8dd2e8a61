const first = ['Amber', 'Cedar', 'Coal', 'Copper', 'Ember', 'Flint', 'Maple', 'Saffron', 'Smoke']
const second = ['Bowl', 'Flame', 'Grill', 'Hearth', 'Kettle', 'Knife', 'Oak', 'Spoon', 'Table']

/** A seed that can be said aloud: `Copper Kettle 41`. */
export function randomWords(): string {
  return `${oneOf(first)} ${oneOf(second)} ${Math.floor(Math.random() * 90) + 10}`
}

function oneOf(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? ''
}
