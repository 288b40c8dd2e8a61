import type { PaymentMethod } from '@holdfast/payments/contract'
import { methodWords } from './methods.ts'

/** The ways to pay; nothing to choose where there is one. */
export function MethodChoice(props: {
  readonly methods: readonly PaymentMethod[]
  readonly chosen: PaymentMethod
  readonly onChoose: (method: PaymentMethod) => void
}) {
  const { methods, chosen } = props
  if (methods.length < 2) return null
  return (
    <fieldset class="ways">
      <legend>How would you like to pay?</legend>
      {methods.map((method) => (
        <div class="way" key={method}>
          <input
            type="radio"
            id={`way-${method}`}
            name="method"
            value={method}
            checked={method === chosen}
            aria-describedby={`way-${method}-help`}
            onChange={() => props.onChoose(method)}
          />
          <label for={`way-${method}`}>{methodWords[method].name}</label>
          <p id={`way-${method}-help`}>{methodWords[method].help}</p>
        </div>
      ))}
    </fieldset>
  )
}
