import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { currentAreaCode, grainOf, labelOf, middleOf, milesBetween, postcodeCandidates, whyNotPosition } from './position.rules.ts'

describe('what a text may be as a postcode', () => {
  test.each([
    ['bb1 9zz', ['BB1 9ZZ', 'BB1 9', 'BB1']],
    ['BB119ZZ', ['BB11 9ZZ', 'BB11 9', 'BB11']],
    [' la14  9zz ', ['LA14 9ZZ', 'LA14 9', 'LA14']],
    ['W1A 1AA', ['W1A 1AA', 'W1A 1', 'W1A']],
    ['BB1 9', ['BB1 9', 'BB1']],
    ['bb1', ['BB1']],
    ['BB', []],
    ['Blackburn', []],
    ['94063', []],
    ['', []]
  ])('%p: %p', (text, candidates) => expect(postcodeCandidates(text)).toEqual(candidates))

  test('only a unit is a spot; sectors and districts are told by their middle', () => {
    expect(['BB1 9ZZ', 'BB1 9', 'BB1'].map(grainOf)).toEqual(['UNIT', 'SECTOR', 'DISTRICT'])
    expect(['BB1 9ZZ', 'BB1 9', 'BB1'].map(labelOf)).toEqual(['BB1 9ZZ', 'BB1 9 (sector centre)', 'BB1 (district centre)'])
  })
})

describe('distance', () => {
  const blackburn = { latitude: 53.7565, longitude: -2.46336 }

  test('is nought to the same point, the same both ways, and a degree of latitude is 69.1 miles', () => {
    const carlisle = { latitude: 54.892, longitude: -2.932 }

    expect(milesBetween(blackburn, blackburn)).toBe(0)
    expect(milesBetween(blackburn, carlisle)).toBeCloseTo(milesBetween(carlisle, blackburn), 10)
    expect(milesBetween(blackburn, { ...blackburn, latitude: blackburn.latitude + 1 })).toBeCloseTo(69.09, 1)
    expect(milesBetween(blackburn, carlisle)).toBeCloseTo(80.7, 0)
  })

  test('the middle of nothing is nowhere', () => {
    expect(middleOf([])).toBeNull()
    expect(middleOf([blackburn, { latitude: 54.7565, longitude: -3.46336 }])).toEqual({ latitude: 54.2565, longitude: expect.closeTo(-2.96336, 8) })
  })
})

test('the districts of Cumbria that ended in 2023 are told as the authorities that took their place', () => {
  expect(currentAreaCode('E07000031')).toBe('E06000064')
  expect(currentAreaCode('E07000026')).toBe('E06000063')
  expect(currentAreaCode('E07000117')).toBe('E07000117')
})

test.each([
  [{ code: 'BB1 9ZZ', latitude: 53.7, longitude: -2.4 }, undefined],
  [{ code: 'BB1 9', latitude: 53.7, longitude: -2.4 }, 'postcode'],
  [{ code: 'BB1 9ZZ', latitude: 0, longitude: 0 }, 'latitude'],
  [{ code: 'BB1 9ZZ', latitude: Number.NaN, longitude: -2.4 }, 'latitude'],
  [{ code: 'BB1 9ZZ', latitude: 53.7, longitude: 53.7 }, 'longitude']
])('%p is refused for %s', (row, field) => expect(whyNotPosition(row)?.field).toBe(field))

const independent = new URL('../../../../../shared/data/directory/postcodes/gibbs_uk_outcodes_cc0.csv', import.meta.url)
const against = existsSync(independent) || process.env.CI ? test : test.skip

against('the table of district centres agrees with an independent one: half of them within a mile, none of the patch beyond six', () => {
  type District = { outcode: string; latitude: string; longitude: string; area_codes: string }
  const read = <Row>(url: URL) => parse(readFileSync(url), { columns: true }) as Row[]
  const ours = read<District>(new URL('../../db/reference/postcode-district.csv', import.meta.url))
  const theirs = new Map(read<{ postcode: string; latitude: string; longitude: string }>(independent).map((row) => [row.postcode, row]))
  const point = ({ latitude, longitude }: { latitude: string; longitude: string }) => ({ latitude: Number(latitude), longitude: Number(longitude) })

  const apart = ours.flatMap((row) => {
    const other = theirs.get(row.outcode)
    return other && other.latitude ? [{ row, miles: milesBetween(point(row), point(other)) }] : []
  })

  expect(ours).toHaveLength(2880)
  expect(apart.filter(({ miles }) => miles < 1).length / apart.length).toBeGreaterThan(0.5)
  expect(apart.filter(({ row, miles }) => row.area_codes && miles > 6)).toEqual([])
})
