import type { IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import { addressesOf, bestOf, identifiersOf, otherNamesOf } from './person.rules.ts'

const verified = [{ type: 'NHS_NUMBER' as const, value: '9990000018', source: null, isVerified: true, isWellFormed: true, from: null }]

function record(id: string, changes: Partial<IdentityRecordRow> = {}): IdentityRecordRow {
  return {
    id,
    recordId: id,
    organisation: 'RW5',
    version: 1,
    retentionClass: 'adult-mental-health',
    recordedAt: new Date('2026-01-01T12:00:00Z'),
    recordedBy: 'someone',
    service: 'LIAISON_DIVERSION',
    sourceSystem: 'test',
    sourceKey: id,
    givenName: 'Testina',
    familyName: 'Sampleton',
    aliases: [],
    birthDate: '1990-02-28',
    birthDateIsEstimated: false,
    otherBirthDates: [],
    sex: 'FEMALE',
    genderIdentity: null,
    ethnicityCodeList: null,
    ethnicityCode: null,
    identifiers: [],
    ...changes
  }
}

const later = { recordedAt: new Date('2026-06-01T12:00:00Z') }
const summary = (best: ReturnType<typeof bestOf>) => best && [best.record.id, best.because, best.differing]

describe('the best value of a field', () => {
  test('is what all records agree on, whatever the case', () => {
    expect(summary(bestOf([record('a'), record('b', { familyName: 'SAMPLETON' })], 'name'))).toEqual(['a', 'ALL_AGREE', 0])
  })

  test('comes from the record with a verified NHS number, before newer ones and before more of them', () => {
    const others = ['b', 'c'].map((id) => record(id, { familyName: 'Sampelton', ...later }))

    expect(summary(bestOf([record('a', { identifiers: verified }), ...others], 'name'))).toEqual(['a', 'VERIFIED_NHS_NUMBER', 2])
  })

  test('a number that was not verified gives no such weight', () => {
    const unverified = verified.map((identifier) => ({ ...identifier, isVerified: false }))

    expect(summary(bestOf([record('a', { identifiers: unverified }), record('b', { familyName: 'Other', ...later })], 'name'))?.[0]).toBe('b')
  })

  test('a date of birth that was told comes before an estimate, however many estimates agree', () => {
    const estimates = ['b', 'c'].map((id) => record(id, { birthDate: '1990-01-01', birthDateIsEstimated: true, ...later }))

    expect(summary(bestOf([record('a'), ...estimates], 'birthDate'))).toEqual(['a', 'NOT_ESTIMATED', 2])
  })

  test('is what most records say, before the newest', () => {
    const records = [record('a'), record('b'), record('c', { sex: 'MALE', ...later })]

    expect(summary(bestOf(records, 'sex'))).toEqual(['a', 'MOST_RECORDS', 1])
  })

  test('is the newest, where nothing else decides', () => {
    expect(summary(bestOf([record('a'), record('b', { sex: 'MALE', ...later })], 'sex'))).toEqual(['b', 'NEWEST', 1])
  })

  test('passes over what is not known or not stated, however new', () => {
    const records = [
      record('a', { ethnicityCodeList: 'NHS_2001', ethnicityCode: 'A' }),
      record('b', { ethnicityCodeList: 'NHS_2001', ethnicityCode: 'Z', sex: 'NOT_KNOWN', givenName: 'Unknown', familyName: 'Unknown', ...later })
    ]

    expect((['ethnicity', 'sex', 'name'] as const).map((field) => bestOf(records, field)?.record.id)).toEqual(['a', 'a', 'a'])
  })

  test('is nothing where no record says anything', () => {
    expect(bestOf([record('a')], 'genderIdentity')).toBeNull()
  })

  test('is the same in whatever order the records come', () => {
    const records = [record('a'), record('b', { sex: 'MALE' }), record('c', { sex: 'NOT_KNOWN' })]

    expect(summary(bestOf(records, 'sex'))).toEqual(summary(bestOf(records.toReversed(), 'sex')))
  })
})

describe('what a person is also known by', () => {
  test('is every alias and every other name, each once, without the one believed', () => {
    const records: [IdentityRecordRow, ...IdentityRecordRow[]] = [
      record('a', { aliases: [{ given: 'Tina', family: 'Sampleton' }] }),
      record('b', { givenName: 'Tina', identifiers: verified })
    ]

    expect(otherNamesOf({ records })).toEqual([{ given: 'Testina', family: 'Sampleton' }])
  })

  test('is every number, verified where any record has verified it', () => {
    const unverified = verified.map((identifier) => ({ ...identifier, isVerified: false }))

    expect(identifiersOf({ records: [record('a', { identifiers: unverified }), record('b', { identifiers: verified })] })).toEqual(verified)
  })
})

describe('the places of a person', () => {
  const place = (postcode: string, changes: object = {}) => ({ kind: 'HOME' as const, lines: null, town: null, postcode, from: null, until: null, ...changes })
  const today = '2026-06-15'
  const postcodes = (given: Parameters<typeof addressesOf>[0]) => addressesOf(given, today).map(({ address }) => address.postcode)

  test('are each told once, as the newest record that names it has it, and on how many records it stands', () => {
    const [older, newer] = [record('a'), record('b', later)]
    const given = [
      { record: older, addresses: [place('BB1 3HT')] },
      { record: newer, addresses: [place('bb1 3ht', { until: '2026-06-20' })] }
    ]

    expect(addressesOf(given, today)).toEqual([{ address: place('bb1 3ht', { until: '2026-06-20' }), record: newer, records: 2 }])
  })

  test('are those of today first, on their last day too, then those since latest, then of the newest record', () => {
    const past = place('PR1 1AA', { from: '2026-06-01', until: '2026-06-14' })
    const lastDay = place('PR1 1AB', { from: '2026-01-01', until: today })
    const given = [
      { record: record('a'), addresses: [past, lastDay, place('PR1 1AC')] },
      { record: record('b', later), addresses: [place('PR1 1AD'), place('PR1 1AE', { from: '2026-03-01' })] }
    ]

    expect(postcodes(given)).toEqual(['PR1 1AE', 'PR1 1AB', 'PR1 1AD', 'PR1 1AC', 'PR1 1AA'])
  })

  test('are none where no record names one', () => expect(addressesOf([{ record: record('a'), addresses: [] }], today)).toEqual([]))
})
