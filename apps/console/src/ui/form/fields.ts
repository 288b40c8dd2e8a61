import { z } from 'zod'

// The words of forms for what the API would refuse as well.
export const emailField = z
  .string()
  .trim()
  .min(1, 'Write your e-mail address.')
  .max(254)
  .pipe(z.email('Write an e-mail address, such as ada@example.com.'))

export const passwordField = z.string().min(1, 'Write your password.').max(128)

export const newPasswordField = z
  .string()
  .min(12, 'Choose a password of at least 12 characters. A sentence is best.')
  .max(128)

export const personNameField = z
  .string()
  .trim()
  .min(1, 'Write your name.')
  .max(100, 'Use at most 100 characters.')

export const codeField = z
  .string()
  .trim()
  .min(6, 'A code has six digits; a backup code is longer.')
  .max(20, 'A code has six digits; a backup code is longer.')
