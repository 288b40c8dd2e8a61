import type { CachedAnswer, CacheTier } from './cached-answer.ts'

const maxAnswers = 200

/** Answers for as long as the page lives; past 200 the one that was asked for longest ago goes. */
export function createMemoryTier(): CacheTier {
  const answers = new Map<string, CachedAnswer>()
  return {
    async get(key) {
      const answer = answers.get(key)
      if (answer) touch(answers, answer)
      return answer
    },
    async set(answer) {
      touch(answers, answer)
      const [oldest] = answers.keys()
      if (answers.size > maxAnswers && oldest !== undefined) answers.delete(oldest)
    },
    async deleteTagged(tags) {
      for (const answer of answers.values()) {
        if (answer.tags.some((tag) => tags.includes(tag))) answers.delete(answer.key)
      }
    },
    async clear() {
      answers.clear()
    },
  }
}

function touch(answers: Map<string, CachedAnswer>, answer: CachedAnswer): void {
  answers.delete(answer.key)
  answers.set(answer.key, answer)
}
