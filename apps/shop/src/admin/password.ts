import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// 16 MiB and some 50 ms: what the shop's own memory allows, and slow enough to guess at.
const cost = { N: 16_384, r: 8, p: 1 } as const
const keyBytes = 32

/** `scrypt$16384$8$1$salt$key`, with a salt of its own each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  const { N, r, p } = cost
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** As slow for a hash that is missing as for one that is wrong. */
export async function isPasswordOf(password: string, hash: string | undefined): Promise<boolean> {
  const parts = (hash ?? missing).split('$')
  const [name, N, r, p, salt = '', key = ''] = parts
  const isOurs = name === 'scrypt' && `${N}$${r}$${p}` === `${cost.N}$${cost.r}$${cost.p}`
  const expected = Buffer.from(key, 'base64url')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  const isSame = expected.length === derived.length && timingSafeEqual(expected, derived)
  return hash !== undefined && isOurs && isSame
}

const missing = `scrypt$${cost.N}$${cost.r}$${cost.p}$AAAAAAAAAAAAAAAAAAAAAA$AAAA`

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
