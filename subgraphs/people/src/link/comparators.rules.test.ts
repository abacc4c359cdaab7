import fc from 'fast-check'
import { birthDateLikeness, editsBetween, jaroWinkler, postcodeLikeness, wordsShared } from './comparators.rules.ts'

describe('Jaro–Winkler', () => {
  // Winkler 1990, table of examples.
  test.each([
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['jones', 'johnson', 0.832],
    ['smith', 'smith', 1],
    ['abc', 'xyz', 0],
    ['', 'smith', 0]
  ])('%s and %s are %f alike', (one, other, likeness) => expect(jaroWinkler(one, other)).toBeCloseTo(likeness, 3))
})

describe('edits between two texts', () => {
  test.each([
    ['smith', 'smith', 0],
    ['smith', 'smyth', 1],
    ['smith', 'smiht', 1],
    ['smith', 'smit', 1],
    ['smith', 'smithe', 1],
    ['smith', 'smythe', 2],
    ['smith', 'jones', 3],
    ['a', 'abcd', 3]
  ])('%s and %s: %i', (one, other, edits) => expect(editsBetween(one, other, 2)).toBe(edits))
})

test('every comparator says the same whichever text comes first', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '2'), maxLength: 8 })

  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(jaroWinkler(one, other)).toBeCloseTo(jaroWinkler(other, one), 12)
      expect(editsBetween(one, other)).toBe(editsBetween(other, one))
      expect(birthDateLikeness(one, other)).toBe(birthDateLikeness(other, one))
      expect(postcodeLikeness(one, other)).toBe(postcodeLikeness(other, one))
    }),
    { numRuns: 300 }
  )
})

describe('dates of birth', () => {
  test.each([
    ['19800503', '19800503', 'exact'],
    ['19800503', '19800305', 'dayAndMonthSwapped'],
    ['19800503', '19800504', 'oneEdit'],
    ['19800503', '19080503', 'oneEdit'],
    ['19800503', '19800614', 'withinFiveYears'],
    ['19800503', '19820603', 'twoEdits'],
    ['19800512', '19850623', 'withinFiveYears'],
    ['19800512', '19860623', 'different']
  ])('%s and %s: %s', (one, other, level) => expect(birthDateLikeness(one, other)).toBe(level))
})

describe('postcodes', () => {
  test.each([
    ['PR12AB', 'PR12AB', 'exact'],
    ['PR12AB', 'PR12XY', 'sector'],
    ['PR12AB', 'PR13CD', 'district'],
    ['PR12AB', 'PR72AB', 'oneEdit'],
    ['PR12AB', 'LA95ZZ', 'different'],
    ['4011', '4101', 'oneEdit'],
    ['4011', '4231', 'different']
  ])('%s and %s: %s', (one, other, level) => expect(postcodeLikeness(one, other)).toBe(level))
})

test('addresses share the words of the shorter one, a slip in a long word forgiven', () => {
  expect(wordsShared(['3', 'mill', 'street'], ['3', 'mill', 'streat', 'preston'])).toBe(1)
  expect(wordsShared(['3', 'mill', 'street'], ['9', 'high', 'street'])).toBeCloseTo(1 / 3)
  expect(wordsShared([], ['9'])).toBe(0)
})
