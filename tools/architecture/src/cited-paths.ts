const root =
  /^(apps|modules|packages|tools|bench|deploy|docs|scripts|README\.md|ARCHITECTURE\.md|CONTRIBUTING\.md|CHANGELOG\.md|LICENSE)(\/|$)/

/**
 * The paths of the repository that a document cites: targets of Markdown links, and
 * code spans that start with a top folder. Patterns with `*`, `<` or `…` are not paths.
 */
export function citedPaths(text: string, folder: string): readonly string[] {
  const spans = [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  const cited = [
    ...spans.filter((span) => root.test(span)),
    ...links.filter((link) => !/^([a-z]+:|#|\/)/.test(link)).map((link) => resolve(folder, link)),
  ]
  return [...new Set(cited.map((path) => path.replace(/[#:].*$/, '').replace(/\/$/, '')))].filter(
    (path) => !/[*<>…{}$]/.test(path),
  )
}

function resolve(folder: string, link: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of link.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
