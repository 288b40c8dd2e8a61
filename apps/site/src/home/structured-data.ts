import { business } from '../business.ts'
import { questions } from './questions.ts'

/** What search engines are told about the business: schema.org, facts only. */
export function structuredData(site: URL | undefined): object {
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'FoodService',
        name: business.name,
        description: business.description,
        telephone: business.phone.link,
        email: business.email,
        ...(site ? { url: site.href } : {}),
      },
      {
        '@type': 'FAQPage',
        mainEntity: questions.map(({ ask, say }) => ({
          '@type': 'Question',
          name: ask,
          acceptedAnswer: { '@type': 'Answer', text: say },
        })),
      },
    ],
  }
}
