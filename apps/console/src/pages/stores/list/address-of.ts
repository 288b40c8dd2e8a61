/** `pier-9.localhost:3000` of `http://pier-9.localhost:3000/`: what people read of an address. */
export function addressOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
