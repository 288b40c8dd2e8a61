/** What a person who has just started Holdfast wants to know. */
export interface Addresses {
  readonly baseUrl: string
  readonly operatorToken?: string | undefined
  readonly mailbox: boolean
  readonly dataFolder?: string | undefined
}

/** The text that `npm start` prints when the service is ready. */
export function renderBanner(addresses: Addresses): string {
  const { baseUrl, operatorToken, mailbox, dataFolder } = addresses
  const rows = [
    ['Site', baseUrl],
    ['API docs', `${baseUrl}/api/docs`],
    ['Health', `${baseUrl}/health`],
    ...(mailbox ? [['Mailbox', `${baseUrl}/mailbox`]] : []),
    ...(dataFolder ? [['Data', dataFolder]] : []),
  ]
  const lines = rows.map(([label = '', value = '']) => `  ${label.padEnd(10)}${value}`)
  const operator = operatorToken
    ? [
        '',
        '  Operators’ routes take this token:',
        `    curl -H 'Authorization: Bearer ${operatorToken}' ${baseUrl}/api/v1/bookings`,
      ]
    : []
  return [
    '',
    'Holdfast is ready.',
    '',
    ...lines,
    ...operator,
    '',
    'Ctrl-C drains and stops.',
    '',
  ].join('\n')
}
