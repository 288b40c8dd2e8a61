import type { Plan } from '../../../contract/states.ts'
import type { Shop, StepOutput } from '../../../driver/driver.ts'
import type { AskShop } from '../shop-http.ts'

/** A shop's chart, and what has to be known of the program in it. */
export interface ShopChart {
  /** The folder below `deploy/stores`, and a word in labels. */
  readonly name: 'woocommerce' | 'medusa'
  readonly adminPath: string
  /** A page that answers 200 as soon as the shop runs, without signing in. */
  readonly storefrontPath: string
  /** Signs in as the administrator and asks for what is sold. Throws `DriverError`. */
  verify(shop: Shop, ask: AskShop): Promise<StepOutput>
  readonly database: DatabaseKind
}

/** How the data of the chart's database is written into one file, by its own image. */
export interface DatabaseKind {
  readonly image: string
  readonly user: number
  /** Where its volume lies, and its program expects it. */
  readonly mountPath: string
  /** Whether what people have uploaded lies in a volume of its own; the script finds it at /uploads. */
  readonly uploads: boolean
  /**
   * A shell script without parameters: starts it on the volume, dumps into /dump, and ends it. Has
   * nothing to do where no database was ever made.
   */
  readonly dumpScript: string
  /** The size of the volume that the dump is written to. */
  readonly dumpSize: Readonly<Record<Plan, string>>
}
