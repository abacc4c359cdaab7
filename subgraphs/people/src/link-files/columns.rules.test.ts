import { readColumnMap, toGivenIdentity, type ColumnMap } from './columns.rules.ts'

const faultOf = (json: string) => {
  const read = readColumnMap(json)
  return 'fault' in read ? read.fault : null
}

describe('a column map', () => {
  test.each([
    ['text that is not JSON', '{', 'is not JSON'],
    ['a list', '["id"]', 'must be one object'],
    ['a key that means nothing', '{"id": "a", "givenNme": "b"}', '"givenNme"'],
    ['a key without a column', '{"id": "a", "town": 3}', '"town"'],
    ['an empty list', '{"id": "a", "address": []}', '"address"'],
    ['no id', '{"givenName": "a"}', '"id"']
  ])('refuses %s', (_, json, said) => expect(faultOf(json)).toContain(said))

  test('takes a column or a list of columns for a key', () => {
    expect(readColumnMap('{"id": "n", "address": ["number", "street"]}')).toEqual({ id: ['n'], address: ['number', 'street'] })
  })
})

describe('what a row says', () => {
  const map: ColumnMap = {
    id: ['n'],
    givenName: ['first'],
    familyName: ['last'],
    aliasGivenName: ['also'],
    aliasFamilyName: ['also_family'],
    birthDate: ['born'],
    sex: ['sex'],
    postcode: ['pc'],
    postcodeKind: ['kind'],
    address: ['number', 'street'],
    nhsNumber: ['nhs'],
    nhsNumberVerified: ['checked'],
    pnc: ['pnc'],
    otherId: ['other']
  }
  const of = (row: Record<string, string>) => toGivenIdentity(map, row, 2026)

  test('is taken by what the columns mean', () => {
    const row = {
      ...{ n: '7', first: 'Sam', last: 'Testcase', also: 'Alex', also_family: 'Other', born: '03/05/1984', sex: '2', pc: 'PR1 2AB', kind: 'prison' },
      ...{ number: '3', street: 'Mill Street', nhs: '999 000 0018', checked: 'Y', pnc: '02/73319Z', other: 'X1', ignored: 'nobody looks' }
    }

    expect(of(row)).toMatchObject({
      id: '7',
      names: [
        { given: 'Sam', family: 'Testcase' },
        { given: 'Alex', family: 'Other' }
      ],
      birthDates: [{ date: '03/05/1984', isEstimated: false }],
      sex: 'FEMALE',
      postcodes: [{ value: 'PR1 2AB', kind: 'PRISON' }],
      addresses: ['3 Mill Street'],
      identifiers: [
        { type: 'NHS_NUMBER', value: '9990000018', isVerified: true },
        { type: 'PNC', value: '2002/0073319Z' },
        { type: 'OTHER', value: 'X1' }
      ]
    })
  })

  test('leaves out a number that breaks its published shape, and what the file does not have', () => {
    expect(of({ n: '7', nhs: '9990000019', sex: 'X' })).toMatchObject({ birthDates: [], sex: null, postcodes: [], identifiers: [] })
  })
})
