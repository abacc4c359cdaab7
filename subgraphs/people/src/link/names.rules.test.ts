import { areFormsOfOneName, fullFormOf, normaliseName, soundOf } from './names.rules.ts'

describe('a name as it is compared', () => {
  test.each([
    ["O'Brien", 'obrien'],
    ['O’BRIEN', 'obrien'],
    ['Mc Donald', 'mcdonald'],
    ['van der Berg', 'vanderberg'],
    ['Al-Hassan', 'hassan'],
    ['Żółć', 'zolc'],
    ['Müller', 'muller'],
    ['Иванов', 'ivanov'],
    ['Smith-Jones', 'smithjones']
  ])('reads the family name %s as %s', (family, normal) => expect(normaliseName({ given: 'Sam', family })?.family).toBe(normal))

  test('keeps the halves of a double-barrelled name and the second given name', () => {
    expect(normaliseName({ given: 'Mr Sam Lee', family: 'Smith-Jones' })).toEqual({
      given: 'samlee',
      first: 'sam',
      others: ['lee'],
      family: 'smithjones',
      familyParts: ['smith', 'jones']
    })
  })

  test.each(['Unknown', 'NOT KNOWN', 'n/k', '', null])('takes %p for nothing', (text) => expect(normaliseName({ given: text, family: text })).toBeNull())

  test('does not take a real name for one that stands for nothing', () => expect(normaliseName({ given: 'Nanette', family: 'Nunn' })?.family).toBe('nunn'))
})

describe('how a name sounds', () => {
  test.each([
    ['mohammed', 'muhammad'],
    ['mohamed', 'muhammad'],
    ['catherine', 'katharine'],
    ['stephen', 'stefan'],
    ['aleksandr', 'alexander'],
    ['yusuf', 'iousof']
  ])('%s sounds like %s', (one, other) => expect(soundOf(one)).toBe(soundOf(other)))

  test.each([
    ['smith', 'jones'],
    ['david', 'daniel']
  ])('%s does not sound like %s', (one, other) => expect(soundOf(one)).not.toBe(soundOf(other)))
})

describe('short forms', () => {
  test.each([
    ['bob', 'robert'],
    ['rob', 'bobby'],
    ['sam', 'samuel'],
    ['sam', 'samantha']
  ])('%s and %s may be one name', (one, other) => expect(areFormsOfOneName(one, other)).toBe(true))

  test.each([
    ['bob', 'bill'],
    ['samuel', 'samantha'],
    ['zebedee', 'zeb']
  ])('%s and %s are two', (one, other) => expect(areFormsOfOneName(one, other)).toBe(false))

  test('a form of one name only is blocked under the whole name, one of two under itself', () => {
    expect(fullFormOf('bobby')).toBe('robert')
    expect(fullFormOf('sam')).toBe('sam')
    expect(fullFormOf('zebedee')).toBe('zebedee')
  })
})
