/** What a person who has just started Holdfast wants to know. */
export interface Addresses {
  readonly baseUrl: string
  /** While nobody owns the business. */
  readonly ownerLink?: string | undefined
  readonly mailbox: boolean
  readonly dataFolder?: string | undefined
}

/** The text that `npm start` prints when the service is ready. */
export function renderBanner(addresses: Addresses): string {
  const { baseUrl, ownerLink, mailbox, dataFolder } = addresses
  const rows = [
    ['Site', baseUrl],
    ['Console', `${baseUrl}/console`],
    ...(mailbox ? [['Mailbox', `${baseUrl}/mailbox`]] : []),
    ['API docs', `${baseUrl}/api/docs`],
    ['Health', `${baseUrl}/health`],
    ...(dataFolder ? [['Data', dataFolder]] : []),
  ]
  const lines = rows.map(([label = '', value = '']) => `  ${label.padEnd(10)}${value}`)
  const owner = ownerLink
    ? [
        '',
        '  Nobody owns this business yet. This link makes you its owner, once:',
        `    ${ownerLink}`,
      ]
    : []
  return [
    '',
    'Holdfast is ready.',
    '',
    ...lines,
    ...owner,
    '',
    'Ctrl-C drains and stops.',
    '',
  ].join('\n')
}
