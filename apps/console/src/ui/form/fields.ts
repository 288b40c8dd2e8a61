import { z } from 'zod'

// The words of forms for what the API would refuse as well.
export const emailField = z
  .string()
  .trim()
  .min(1, 'Enter your e-mail address.')
  .max(254)
  .pipe(z.email('Enter an e-mail address such as ada@example.com.'))

export const passwordField = z.string().min(1, 'Enter your password.').max(128)

export const newPasswordField = z
  .string()
  .min(1, 'Choose a password.')
  .min(12, 'This password is too short.')
  .max(128)

export const personNameField = z
  .string()
  .trim()
  .min(1, 'Enter your name.')
  .max(100, 'Use at most 100 characters.')

export const codeField = z
  .string()
  .trim()
  .min(6, 'A code has six digits; a backup code is longer.')
  .max(20, 'A code has six digits; a backup code is longer.')
