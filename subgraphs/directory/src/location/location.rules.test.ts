import { coordinateFault, isMoved, placeIdOf, tidyPostcode } from './location.rules.ts'

const places = [
  { id: 'blackburn', name: 'Blackburn', outcodes: ['BB1', 'BB2', 'BB3'] },
  { id: 'burnley', name: 'Burnley', outcodes: ['BB10', 'BB11', 'BB12'] }
]

describe('where a location belongs', () => {
  test.each([
    ['BB1 9ZZ', null, 'blackburn'],
    ['BB11 9ZZ', null, 'burnley'],
    ['bb3 9zz', 'Burnley', 'blackburn'],
    ['BB4 9ZZ', 'Burnley', null],
    [null, ' burnley', 'burnley'],
    [null, 'Nelson', null],
    [null, null, null]
  ])('postcode %s in town %s: %s', (postcode, town, place) => {
    expect(placeIdOf({ postcode, town }, places)).toBe(place)
  })

  test('a postcode is written in capitals with one space, and a foreign one is left as it came', () => {
    expect(tidyPostcode(' bb19zz ')).toBe('BB1 9ZZ')
    expect(tidyPostcode('la14 9zz')).toBe('LA14 9ZZ')
    expect(tidyPostcode('94063')).toBe('94063')
  })

  test('0,0, half a pair and a place abroad are no coordinates', () => {
    expect(coordinateFault(0, 0)).toContain('not known')
    expect(coordinateFault(53.75, null)).toContain('missing')
    expect(coordinateFault(37.48, -122.2)).toContain('outside')
    expect(coordinateFault(48.99, -2.5)).toContain('outside')
    expect(coordinateFault(49, -9)).toBeNull()
    expect(coordinateFault(null, null)).toBeNull()
  })
})

test.each([
  [{}, false],
  [{ name: 'Other', address: 'Other' }, false],
  [{ postcode: 'LA1 9ZZ' }, true],
  [{ town: null }, true],
  [{ longitude: -2 }, true],
  [{ kind: 'VIRTUAL' }, true],
  [{ isHidden: true }, true],
  [{ postcode: 'LA1 9ZZ', feed: 'other' }, false]
])('a location is moved by %j: %p', (changes, answer) => {
  const standing = { ...{ kind: 'PHYSICAL', town: 'Burnley', postcode: 'BB11 9ZZ', latitude: null, longitude: null, isHidden: false, feed: 'one' } }

  expect(isMoved(standing, { ...standing, ...changes })).toBe(answer)
  expect(isMoved({ ...standing, isHidden: true }, standing)).toBe(false)
})
