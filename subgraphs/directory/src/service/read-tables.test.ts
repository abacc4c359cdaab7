import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { readFeed } from './read-feed.ts'
import type { FeedItem } from './service-import.rules.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'throughcare-tables-'))))
afterEach(() => rm(folder, { recursive: true }))

async function read(files: Record<string, string>, path = folder) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const feed = await readFeed(path)
  const items = (await Readable.from(feed.entries).toArray()) as FeedItem[]
  const services = items.map((item) => ('service' in item ? item.service : item))
  return { services, isWhole: feed.isWhole(), remarks: feed.remarks.map(({ line, field, reason }) => `${line} ${field}: ${reason}`) }
}

const services = 'id,name,organization_id\n1,Hub,o\n'

describe('the form of a table', () => {
  test.each([
    ['bars', 'id|name\n1|Hub\n'],
    ['a first line that names the sign, as Excel writes it', 'sep=;\r\nid;name\r\n1;Hub\r\n'],
    ['the line ends of an old Mac', 'id,name\r1,Hub\r'],
    ['a mark, quotes and lines within a field', '\uFEFF"id","name","description"\r\n1,Hub,"first, ""second""\r\nthird"\r\n']
  ])('%s is told', async (_, text) => {
    expect((await read({ 'services.csv': text })).services).toMatchObject([{ id: '1', name: 'Hub' }])
  })

  test('columns with gaps in their names are told, as those with lines are', async () => {
    const text = 'ID,Service Name,Post Code,Min Age\n1,Hub,BB1 1AA,18\n'

    expect((await read({ 'services.csv': text })).services).toMatchObject([
      { id: '1', name: 'Hub', minimum_age: '18', service_at_locations: [{ location: { addresses: [{ postal_code: 'BB1 1AA' }] } }] }
    ])
  })

  test('what a row of a table by itself says of its place and its telephone goes with the service', async () => {
    const text = 'Service Name,Telephone,E-mail,Street,Town,Post Code\nHub,01254 000000,hub@example.org,1 Example Road,Burnley,BB11 9ZZ\nLine,none,,,,\n'
    const [hub, line] = (await read({ 'services.csv': text })).services

    expect(hub).toMatchObject({
      ...{ name: 'Hub', email: 'hub@example.org', phones: [{ number: '01254 000000' }] },
      service_at_locations: [{ location: { id: 'Hub', addresses: [{ address_1: '1 Example Road', city: 'Burnley', postal_code: 'BB11 9ZZ' }] } }]
    })
    expect(Object.keys(hub ?? {})).not.toEqual(expect.arrayContaining(['postal_code']))
    expect(line).toMatchObject({ name: 'Line', phones: [], service_at_locations: [] })
  })

  test('services of whose names no column tells are refused as one, with what the columns are', async () => {
    await expect(read({ 'services.csv': 'Id,What it is called,Phone\n1,Hub,\n' })).rejects.toThrow(
      'services.csv has no column for the name of a service; its columns are id, what it is called, phone. Call that one name, or say by a mapping file which it is.'
    )
  })

  test('a single file is the table of services', async () => {
    expect((await read({ 'directory-2026.csv': 'id,name\n1,Hub\n' }, join(folder, 'directory-2026.csv'))).services).toMatchObject([{ name: 'Hub' }])
  })

  test('a quotation mark that is never closed costs what follows, and not what stood before', async () => {
    const { services: told, isWhole } = await read({ 'services.csv': 'id,name\n1,Hub\n2,"Line\n3,Desk\n' })

    expect(told).toEqual([
      expect.objectContaining({ name: 'Hub' }),
      { line: 3, field: '', reason: expect.stringContaining('from line 3 a quotation mark opens') }
    ])
    expect(isWhole).toBe(false)
  })

  test('fields beyond the header, and an empty file, are said', async () => {
    expect((await read({ 'services.csv': 'id,name\n1,Hub,shifted\n2,Line,\n' })).remarks).toEqual([expect.stringMatching(/^2 services\.csv: .*more fields/)])
    expect((await read({ 'services.csv': services, 'phones.csv': '' })).remarks).toContainEqual(expect.stringMatching(/^0 phones\.csv: .*empty/))
  })
})

describe('rows that belong together', () => {
  test('an address in a table of its own keeps its street, a location its kind', async () => {
    const { services: told, remarks } = await read({
      'services.csv': 'id,name,location_id\n1,Hub,l\n',
      'locations.csv': 'id,location_type\nl,virtual\n',
      'addresses.csv': 'id,location_id,address_1,address_2,city,address_type\na,l,1 Example Street,Floor 2,Burnley,postal\n'
    })

    const address = { address_1: '1 Example Street', address_2: 'Floor 2', city: 'Burnley' }
    expect(told).toMatchObject([{ service_at_locations: [{ location: { location_type: 'virtual', addresses: [address] } }] }])
    expect(remarks).toEqual([])
  })

  test('one table in two files is read whole, what lies nearest to the standard first', async () => {
    const { services: told } = await read({
      'services.csv': 'id,name,location_id\n1,Hub,"l,m"\n',
      'locations.csv': 'id,name\nl,House\nm,Hall\n',
      'postal_addresses.csv': 'location_id,city\nl,Preston\nm,Lancaster\n',
      'physical_addresses.csv': 'location_id,city\nl,Burnley\n'
    })

    expect(told).toMatchObject([
      { service_at_locations: [{ location: { addresses: [{ city: 'Burnley' }, { city: 'Preston' }] } }, { location: { addresses: [{ city: 'Lancaster' }] } }] }
    ])
  })

  test('go by record ids where there are such, in either direction and in lists, and each is taken once', async () => {
    const { services: told, remarks } = await read({
      'services.csv': 'id,service_recordid,service_name,service_organization,service_locations,service_phones\n7,r1,Hub,"o1,o2",l1,"p1,p2"\n8,r2,Line,,,\n',
      'organizations.csv': 'id,organization_recordid,organization_name\n7,o1,Trust\n',
      'locations.csv': 'id,location_recordid,location_name,location_address\n7,l1,House,a1\n',
      'physical_addresses.csv': 'id,address_recordid,address_1,address_city\n7,a1,1 Example Street,Burnley\n',
      'phones.csv': 'id,phone_recordid,phone_number,phone_services\n7,p1,01632 960001,"r1,r2"\n8,p2,01632 960002,\n',
      'schedules.csv': 'id,schedule_recordid,schedule_services,byday\n7,s1,"r1,r2",MO\n'
    })

    expect(told).toMatchObject([
      {
        ...{ id: 'r1', organization: { name: 'Trust' }, phones: [{ number: '01632 960001' }, { number: '01632 960002' }], schedules: [{ byday: 'MO' }] },
        service_at_locations: [{ location: { name: 'House', addresses: [{ address_1: '1 Example Street', city: 'Burnley' }] } }]
      },
      { id: 'r2', phones: [{ number: '01632 960001' }], schedules: [{ byday: 'MO' }] }
    ])
    expect(remarks).toEqual([])
  })

  test('and those that belong to nothing are told, line by line; so is a file that nobody reads', async () => {
    const { remarks } = await read({
      'services.csv': services,
      'organizations.csv': 'id,name\no,Trust\np,Nobody\n',
      'phones.csv': 'id,service_id,number\n1,1,01632 960001\n2,9,01632 960002\n',
      'eligibility.csv': 'id,service_id,eligibility\n,,Nobody\n',
      'funding.csv': 'id,source\n1,Council\n',
      'README.txt': 'x'
    })

    expect(remarks).toEqual([
      expect.stringMatching(/^0 funding\.csv: This file is no table/),
      expect.stringMatching(/^3 organizations\.csv: This line belongs to no service/),
      expect.stringMatching(/^3 phones\.csv: This line belongs to no service/),
      expect.stringMatching(/^2 eligibility\.csv: This line belongs to no service/)
    ])
  })

  test('in no way that can be told without a mapping are told of once, beside each line', async () => {
    const { remarks } = await read({ 'services.csv': services, 'organizations.csv': 'id,name\no,Trust\n', 'locations.csv': 'id,organization_id\nl,o\n' })

    expect(remarks).toEqual([expect.stringMatching(/^0 locations\.csv: .*mapping file may say/), expect.stringMatching(/^2 locations\.csv: This line/)])
  })

  test('are found by what a data package calls its tables', async () => {
    const description = {
      name: 'x',
      resources: [
        { name: 'services', path: 'data/ours.csv' },
        { name: 'organizations', path: 'data/theirs.csv' },
        { name: 'phones', path: 'gone.csv' }
      ]
    }
    const { services: told } = await read({
      'datapackage.json': JSON.stringify(description),
      'data/ours.csv': services,
      'data/theirs.csv': 'id,name\no,Trust\n'
    })

    expect(told).toMatchObject([{ name: 'Hub', organization: { name: 'Trust' } }])
  })
})
