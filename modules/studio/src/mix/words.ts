/** What stands between the spaces: options as one reads them. */
export function words(text: string): readonly string[] {
  return text.split(' ')
}
