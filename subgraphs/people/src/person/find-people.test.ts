import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const search = `query ($where: PeopleFilter!, $first: Int, $after: String) { people(where: $where, first: $first, after: $after) {
  isTooMany edges { cursor node { id } why { field outcome } } pageInfo { hasNextPage endCursor } } }`

type Edge = { node: { id: string } }

let people: TestRoom
let personId: string
let recordId: string
beforeAll(async () => {
  people = await openTestRoom(room)
  const someone = await writeDown(people, practitioner, {
    name: { given: 'Margaret', family: 'Sampleforth' },
    aliases: [{ given: 'Peggy', family: 'Nicknameson' }],
    birthDate: '1969-11-02',
    sex: 'FEMALE',
    addresses: [{ postcode: 'LA1 4ZZ' }],
    identifiers: [{ type: 'PNC', value: '2002/0073319Z' }]
  })
  personId = someone.person.id
  recordId = someone.id
  for (const key of Array.from({ length: 25 }, (_, place) => `crowd-${place}`))
    await writeDown(people, practitioner, {
      sourceKey: key,
      name: { given: 'John', family: 'Crowdson' },
      birthDate: `19${50 + (key.length % 40)}-01-0${1 + (key.length % 9)}`
    })
})
afterAll(() => people.close())

const find = async (where: object, page: object = {}, who = practitioner) => (await people.ask(who, search, { where, ...page })).data?.people
const found = async (where: object, who = practitioner) => (await find(where, {}, who)).edges.map(({ node }: Edge) => node.id)

describe('people', () => {
  test.each([
    ['the name and date of birth', { givenName: 'Margaret', familyName: 'Sampleforth', birthDate: '1969-11-02' }],
    ['a misspelt name', { familyName: 'Samplefroth', birthDate: '1969-11-02' }],
    ['a swapped day and month', { givenName: 'Margaret', familyName: 'Sampleforth', birthDate: '1969-02-11' }],
    ['a name with a letter that is wrong, and nothing else', { givenName: 'Margaret', familyName: 'Sanpleforth' }],
    ['a name with a letter missing', { givenName: 'Magaret', familyName: 'Sampleforth' }],
    ['a name with a letter too many', { givenName: 'Margaret', familyName: 'Samplefortkh' }],
    ['a name with its first letter wrong', { givenName: 'Nargaret', familyName: 'Sampleforth' }],
    ['swapped names', { givenName: 'Sampleforth', familyName: 'Margaret', birthDate: '1969-11-02' }],
    ['an alias', { givenName: 'Peggy', familyName: 'Nicknameson' }],
    ['the name alone, in any case', { givenName: 'MARGARET', familyName: 'sampleforth' }],
    ['a postcode and the family name', { familyName: 'Sampleforth', postcode: 'la14zz' }],
    ['an identifier, however it is written', { identifier: { type: 'PNC', value: '02/73319Z' } }]
  ])('are found by %s', async (_, where) => {
    expect(await found(where)).toEqual([personId])
  })

  test.each([
    ['another name', { givenName: 'Katherine', familyName: 'Otherbury', birthDate: '1969-11-02' }],
    ['another given name alone', { givenName: 'Marcus', familyName: 'Sampleforth' }],
    ['two letters that are wrong', { givenName: 'Margaret', familyName: 'Sanplevorth' }],
    ['another identifier', { identifier: { type: 'PNC', value: '1981/0000034U' } }],
    ['a date of birth far off', { familyName: 'Sampleforth', birthDate: '1999-05-30' }]
  ])('are not found by %s', async (_, where) => {
    expect(await found(where)).toEqual([])
  })

  test('each hit says why it was found', async () => {
    const { edges } = await find({ givenName: 'Margaret', familyName: 'Samplefroth', birthDate: '1969-11-02' })

    expect(edges[0].why).toEqual([
      { field: 'givenName', outcome: 'MATCH' },
      { field: 'familyName', outcome: 'CLOSE' },
      { field: 'birthDate', outcome: 'MATCH' }
    ])
  })

  test('are listed best match first', async () => {
    const twin = await writeDown(people, practitioner, { name: { given: 'Margaret', family: 'Sampleforth' }, birthDate: '1969-11-03', sex: 'FEMALE' })

    expect(await found({ givenName: 'Margaret', familyName: 'Sampleforth', birthDate: '1969-11-03' })).toEqual([twin.person.id, personId])
  })

  test('more than twenty are too many: nobody is shown, and not how many', async () => {
    expect(await find({ givenName: 'John', familyName: 'Crowdson' })).toMatchObject({ isTooMany: true, edges: [], pageInfo: { hasNextPage: false } })
  })

  test.each([{}, { familyName: 'Sampleforth' }, { birthDate: '1969-11-02' }, { postcode: 'LA1 4ZZ' }, { familyName: '  ', birthDate: '1969-11-02' }])(
    'a search by less than two facts is refused: %j',
    async (where) => {
      expect((await people.ask(practitioner, search, { where })).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', message: expect.stringContaining('two of given name') }
      ])
    }
  )

  test('a name that would take minutes to compare is refused', async () => {
    expect((await people.ask(practitioner, search, { where: { givenName: 'Margaret', familyName: 'x'.repeat(20_000) } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('100 characters') }
    ])
  })

  test('a postcode that is none, and a number that breaks its shape, are refused', async () => {
    expect((await people.ask(practitioner, search, { where: { familyName: 'Sampleforth', postcode: 'nowhere' } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' }
    ])
    expect((await people.ask(practitioner, search, { where: { familyName: 'Sampleforth', postcode: 'LA1' } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('whole') }
    ])
    expect((await people.ask(practitioner, search, { where: { identifier: { type: 'NHS_NUMBER', value: '9990000019' } } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' }
    ])
  })

  test.each([
    { birthDate: '1969-11-02', postcode: 'LA1 4ZZ' },
    { givenName: 'Margaret', birthDate: '1969-11-02' },
    { givenName: 'Margret', postcode: 'LA1 4ZZ' }
  ])('two facts are enough, the family name or not: %j', async (where) => expect(await found(where)).toContain(personId))

  test('of many with one name, the date of birth beside it finds its own', async () => {
    const one = await writeDown(people, practitioner, { name: { given: 'John', family: 'Crowdson' }, birthDate: '1958-04-17', sex: 'MALE' })

    const { isTooMany, edges } = await find({ givenName: 'John', familyName: 'Crowdson', birthDate: '1958-04-17' })

    expect([isTooMany, edges.map(({ node }: Edge) => node.id)]).toEqual([false, [one.person.id]])
  })

  test('another organisation, the sister service without consent, and whoever is barred by name find nobody', async () => {
    const where = { givenName: 'Margaret', familyName: 'Sampleforth', birthDate: '1969-11-02' }
    await people.rows(
      "insert into people.record_access (record_id, audience, level, service, version) values ($1, 'subject:barred-colleague', 'barred', 'LIAISON_DIVERSION', 99)",
      recordId
    )

    expect(await found(where, stranger('ld-practitioner'))).toEqual([])
    expect(await found(where, navigator)).toEqual([])
    expect(await found(where, persona('ld-practitioner', { subject: 'barred-colleague' }))).not.toContain(personId)
  })

  test('a postcode finds only whose places the caller may see: where somebody lives cannot be asked by trying', async () => {
    const call = (mutation: string, input: object) =>
      people.ask(practitioner, `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { id } }`, {
        input: { identityRecordId: id, idempotencyKey: crypto.randomUUID(), ...input }
      })
    const { id, person } = await writeDown(people, practitioner, { name: { given: 'Example', family: 'Hiddenplace' }, addresses: [{ postcode: 'LA2 7QQ' }] })
    await call('recordConsent', { purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' })
    const [where, named] = [
      { familyName: 'Hiddenplace', postcode: 'LA2 7QQ' },
      { givenName: 'Example', familyName: 'Hiddenplace' }
    ]

    expect([await found(where), await found(named, navigator), await found(where, navigator)]).toEqual([[person.id], [person.id], []])
    await call('endSensitiveFlag', { reason: 'Asked them: nobody to fear.' })
    expect(await found(where, navigator)).toEqual([person.id])
  })

  test('a page at a time, the pages together are the whole', async () => {
    const where = { familyName: 'Sampleforth', birthDate: '1969-11-02' }
    const whole = await found(where)
    const first = await find(where, { first: 1 })
    const rest = await find(where, { first: 19, after: first.pageInfo.endCursor })

    expect([...first.edges, ...rest.edges].map(({ node }: Edge) => node.id)).toEqual(whole)
    expect(first.pageInfo.hasNextPage).toBe(whole.length > 1)
  })

  test('cost four statements, and one more where a slip is looked for, however many are found', async () => {
    const sentFor = async (where: object) => {
      people.statements()
      expect((await found(where)).length).toBeGreaterThan(0)
      return people.statements().length
    }

    expect(await sentFor({ familyName: 'Sampleforth', birthDate: '1969-11-02' })).toBe(4)
    expect(await sentFor({ givenName: 'Margaret', familyName: 'Sampleforth' })).toBe(4)
    expect(await sentFor({ givenName: 'Margaret', familyName: 'Sanpleforth' })).toBe(5)
  })
})
