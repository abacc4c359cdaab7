import { itemsOf } from './feed-items.rules.ts'
import { faultsOfMapping, openJoins, openMapping, ownColumns } from './feed-mapping.rules.ts'

describe("a file's columns by our names", () => {
  test.each<[Parameters<typeof ownColumns>[0], string[], string[]]>([
    ['services', ['id', 'organization_id', 'name', 'service_areas'], ['id', 'organization_id', 'name', 'service_areas']],
    ['services', ['service_uuid', 'organization_uuid', 'service_name', 'service_min_age'], ['id', 'organization_id', 'name', 'minimum_age']],
    ['services', ['service_recordid', 'service_organization', 'service_locations'], ['id', 'organization_id', 'location_id']],
    ['services', ['id', 'service_id', 'name', 'service_name'], ['id', 'service_id', 'name', 'service_name']],
    ['organisations', ['organization_uuid', 'organization_name', 'organization_url'], ['id', 'name', 'url']],
    ['addresses', ['location_id', 'street', 'town', 'postcode'], ['location_id', 'address_1', 'city', 'postal_code']],
    ['phones', ['id', 'service_id', 'number'], ['id', 'service_id', 'number']]
  ])('%s with %p: %p', (table, names, ours) => expect(ownColumns(table, names)).toEqual(ours))
})

describe('a mapping', () => {
  const row = (values: Record<string, string>) => ({ line: 2, values, raw: values })

  test('reads our columns out of theirs, puts several together, and our codes in the place of theirs', () => {
    const map = openMapping('services', {
      columns: { 'services.name': 'Title', 'services.eligibility': ['who', 'not'], 'phones.number': 'who' },
      codes: { 'services.status': { '1': 'active', '': 'inactive' } }
    })

    expect(map(row({ title: 'Hub', who: 'Adults', not: 'Dogs', status: '1' })).values).toMatchObject({
      name: 'Hub',
      eligibility: 'Adults; Dogs',
      status: 'active'
    })
    expect(map(row({ title: 'Hub', who: '', not: 'Dogs' })).values).toMatchObject({ eligibility: 'Dogs', status: 'inactive' })
  })

  test('leaves a value without a code to the rules that clean every feed', () => {
    expect(openMapping('services', { codes: { 'services.status': { '1': 'active' } } })(row({ status: '9' })).values.status).toBe('9')
  })

  test('joins rows by one id or by a list of them, and nothing by an empty field', () => {
    const tables = { locations: [row({ id: 'a' }), row({ id: 'b' }), row({ id: 'c, d' }), row({ id: '' })] }
    const joined = openJoins(tables, { joins: { 'locations.id': 'services.places' } }, () => {})
    const met = (places: string) => joined('locations', 'services', { places }).map(({ id }) => id)

    expect(met('a')).toEqual(['a'])
    expect(met('b;a')).toEqual(['b', 'a'])
    expect(met('c, d')).toEqual(['c, d'])
    expect(met('')).toEqual([])
    expect(met('z')).toEqual([])
    expect(joined('phones', 'services', { places: 'a' })).toEqual([])
  })

  test.each<[object, string | null]>([
    [{ columns: { 'services.name': 'title' }, joins: { 'locations.id': 'services.location_ids' } }, null],
    [{ columns: { name: 'title' } }, '"name" is no column'],
    [{ columns: { 'houses.name': 'title' } }, '"houses.name" is no column'],
    [{ files: { houses: 'houses.csv' } }, '"houses" is no table'],
    [{ joins: { 'phones.id': 'organisations.phone_ids' } }, 'only to those is joined'],
    [{ colums: {} }, '"colums" is none of']
  ])('%j: %s', (mapping, fault) => {
    expect(faultsOfMapping(mapping).join(' ')).toEqual(fault === null ? '' : expect.stringContaining(fault))
  })

  test.each([
    ['a, b', ['a', 'b']],
    ['a, b; c', ['a, b', 'c']],
    [' ; ', []],
    [undefined, []]
  ])('the items of %p: %p', (text, items) => expect(itemsOf(text)).toEqual(items))
})
