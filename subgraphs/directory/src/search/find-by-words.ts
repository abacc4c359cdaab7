import type { Database } from '@throughcare/kit/db'
import { meantBy, mend, phrasesIn, readQuestion, wordsOf } from './search.rules.ts'
import { findAlike, findByThings, findSynonyms } from './search.store.ts'

/** Nobody reads further down. */
const most = 500

/** The ids of services that a text means, the best first: by name, by words with their slips mended, by what street words mean. */
export async function findByWords(db: Database, text: string): Promise<string[]> {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const guesses = (await findAlike(db, words)).map(({ word, alike }) => ({ word, meant: meantBy(word, alike) }))
  const synonyms = await findSynonyms(db, [words, mend(words, guesses)].flatMap(phrasesIn))
  return findByThings(db, readQuestion(words, synonyms, guesses), most)
}
