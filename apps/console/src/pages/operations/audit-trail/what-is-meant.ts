/** A reference as guests and colleagues write it: `HF-7Q4W-8EHX`, also without the dashes. */
const reference = /^hf[-\s]?[0-9a-z]{4}[-\s]?[0-9a-z]{4}$/i

/** Whether what was typed is the reference of a booking, and no id. */
export function isReference(text: string): boolean {
  return reference.test(text.trim())
}

/** Whether an event is about a booking: its subject is the booking's id. */
export function isAboutBooking(type: string): boolean {
  return /^(booking|payment)\./.test(type)
}

/** Whether an event is about a customer: its subject is the customer's id. */
export function isAboutCustomer(type: string): boolean {
  return type.startsWith('customer.')
}
