import { meantBy, readQuestion, slipsBetween, wordsOf, type Synonym } from './search.rules.ts'

const synonyms: Synonym[] = [
  { said: 'spice', means: ['drug'], needCodes: ['substance-use'] },
  { said: 'sofa surfing', means: ['homeless'], needCodes: ['housing'] },
  { said: 'sofa', means: ['furniture'], needCodes: ['basic-needs'] }
]
const soughtBy = (text: string, guesses: { word: string; meant: string[] }[] = []) =>
  readQuestion(wordsOf(text), synonyms, guesses).map(({ terms }) => terms.map((term) => term.text))

describe('what some words seek', () => {
  test('a word seeks itself, and the whole what is called so', () => {
    expect(soughtBy('Drop-in & Advice')).toEqual([['drop'], ['in'], ['advice'], ['=drop in advice']])
    expect(soughtBy('  ')).toEqual([['=']])
  })

  test('a street word seeks what it means, and the need', () => {
    expect(soughtBy('spice')).toEqual([['spice', 'drug', '@substance-use'], ['=spice']])
  })

  test('the longer phrase goes before the word in it', () => {
    expect(soughtBy('Sofa surfing Preston')[0]).toEqual(['sofa', 'surfing', 'homeless', '@housing'])
    expect(soughtBy('sofa')[0]).toEqual(['sofa', 'furniture', '@basic-needs'])
  })

  test('a misspelt word seeks what it was meant to be, also where that has a meaning', () => {
    expect(soughtBy('alchohol', [{ word: 'alchohol', meant: ['alcohol'] }])[0]).toEqual(['alchohol', 'alcohol'])
    expect(soughtBy('spise', [{ word: 'spise', meant: ['spice'] }])[0]).toEqual(['spice', 'drug', '@substance-use'])
    expect(soughtBy('sofa surfign', [{ word: 'surfign', meant: ['surfing'] }])[0]).toEqual(['sofa', 'surfing', 'homeless', '@housing'])
  })

  test('what is well written is believed more than what it may have been meant to be', () => {
    const [thing] = readQuestion(['alchohol'], [], [{ word: 'alchohol', meant: ['alcohol', 'alcove'] }])

    expect(thing?.terms.map(({ factor }) => factor)).toEqual([1, 0.9, 0.45])
  })

  test('only the first dozen words are read', () => expect(wordsOf('a '.repeat(40))).toHaveLength(12))
})

describe('slips of the keyboard', () => {
  test.each([
    ['alcohol', 'alcohol', 0],
    ['alchohol', 'alcohol', 1],
    ['homless', 'homeless', 1],
    ['anxeity', 'anxiety', 1],
    ['counciling', 'counselling', 3],
    ['', 'abc', 3]
  ])('%p and %p: %p', (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips)
    expect(slipsBetween(other, one)).toBe(slips)
  })

  test.each<[string, string[], string[]]>([
    ['debtt', ['debt', 'doubt'], ['debt']],
    ['bebit', ['debt', 'orbit'], []],
    ['housign', ['housing', 'hosing'], ['housing']],
    ['methodone', ['methadone', 'methods'], ['methadone']],
    ['psych', ['psychology', 'psychosis', 'physical'], ['psychology', 'psychosis']],
    ['zzzz', ['debt'], []]
  ])('%p among %p: %p', (word, alike, meant) => expect(meantBy(word, alike)).toEqual(meant))
})
