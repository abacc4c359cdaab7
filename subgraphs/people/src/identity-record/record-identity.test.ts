import { peopleEvents } from '@throughcare/schema/events/people'
import { room } from '@throughcare/people'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordIdentity = `mutation ($input: RecordIdentityInput!) {
  recordIdentity(input: $input) { id version name { given family } birthDate sex postcode identifiers { type value isVerified } person { id age records { id } } }
}`

export function identity(changes: object = {}) {
  return {
    sourceSystem: 'custody-test',
    sourceKey: crypto.randomUUID(),
    name: { given: 'Testina', family: 'Sampleton' },
    birthDate: '1990-02-28',
    sex: 'FEMALE',
    idempotencyKey: crypto.randomUUID(),
    ...changes
  }
}

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room, { now: () => new Date('2026-02-27T12:00:00Z') })))
afterAll(() => people.close())

const ask = (input: object) => people.ask(practitioner, recordIdentity, { input })

describe('recordIdentity', () => {
  test('writes the record down, with its identifiers in canonical form', async () => {
    const { data, errors } = await ask(
      identity({
        addresses: [{ postcode: 'bb1 3ht' }],
        identifiers: [
          { type: 'PNC', value: '02/73319Z' },
          { type: 'NHS_NUMBER', value: '999 000 0018', isVerified: true }
        ]
      })
    )

    expect(errors).toEqual([])
    expect(data?.recordIdentity).toMatchObject({
      version: 1,
      name: { given: 'Testina', family: 'Sampleton' },
      postcode: 'BB1 3HT',
      identifiers: [
        { type: 'PNC', value: '2002/0073319Z', isVerified: false },
        { type: 'NHS_NUMBER', value: '9990000018', isVerified: true }
      ],
      person: { age: 35 }
    })
  })

  test('leaves its events in the same transaction, without a name or a number in them', async () => {
    const { data } = await ask(identity())

    const events = await people.rows<{ type: string; payload: object; actor: string }>(
      'select type, payload, actor from people.outbox_event where record_id = $1 order by id',
      data?.recordIdentity.id
    )
    expect(events.map(({ type }) => type)).toEqual(['people.record-access-changed', 'people.identity-recorded'])
    expect(events.every(({ actor }) => actor === practitioner.subject)).toBe(true)
    expect(JSON.stringify(events)).not.toMatch(/Testina|Sampleton/)
  })

  test('tells the date of birth to the rooms whose rules ask for an age, and to no other', async () => {
    const { data } = await ask(identity())
    const { shape, readers } = peopleEvents['people.identity-recorded']

    const [{ payload } = { payload: {} }] = await people.rows<{ payload: object }>(
      "select payload from people.outbox_event where type = 'people.identity-recorded' and record_id = $1",
      data?.recordIdentity.id
    )
    expect(shape.parse(payload).birthDate).toBe('1990-02-28')
    const ages = ['recordId', 'birthDate']
    expect(readers).toEqual({ 'liaison-diversion': ages, reconnect: ages, audit: ['recordId', 'service'] })
  })

  test('links two records with the same verified NHS number and date of birth to one person', async () => {
    const identifiers = [{ type: 'NHS_NUMBER', value: '9990000026', isVerified: true }]
    const first = await ask(identity({ identifiers }))
    const second = await ask(identity({ identifiers, name: { given: 'Tina', family: 'Sampleton' } }))

    expect(second.data?.recordIdentity.person.id).toBe(first.data?.recordIdentity.person.id)
    expect(second.data?.recordIdentity.person.records).toHaveLength(2)
  })

  test('links two records of one person that are written down at the same moment', async () => {
    const identifiers = [{ type: 'NHS_NUMBER', value: '9990000050', isVerified: true }]
    const answers = await Promise.all([ask(identity({ identifiers })), ask(identity({ identifiers })), ask(identity({ identifiers }))])

    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    const persons = await people.rows<{ person_id: string }>(
      `select distinct person_id from people.link join people.identity_record record on record.id = record_id
        where identifiers @> '[{"value":"9990000050"}]' and unlinked_at is null`
    )
    expect(persons).toHaveLength(1)
  })

  test('the same request twice has one effect, and the same answer', async () => {
    const input = identity()
    const first = await ask(input)
    const again = await ask(input)

    expect(again).toEqual(first)
    expect(await people.rows('select 1 from people.identity_record where source_key = $1', input.sourceKey)).toHaveLength(1)
  })

  test('refuses the same key for a different request', async () => {
    const input = identity()
    await ask(input)

    expect((await ask({ ...input, birthDate: '1991-01-01' })).errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('changes someone with an address again and again, and keeps each address for as long as it stood', async () => {
    const lives = (postcode: string) => ({ addresses: [{ postcode }] })
    const first = identity(lives('BB1 3HT'))
    const { data } = await ask(first)
    const again = (family: string, home: object, expectedVersion: number) =>
      ask({ ...first, name: { given: 'Testina', family }, ...home, expectedVersion, idempotencyKey: crypto.randomUUID() })
    const answers = [
      await again('Samplewood', lives('BB1 3HT'), 1),
      await again('Samplefield', lives('BB1 3HT'), 2),
      await again('Samplefield', lives('PR1 2AB'), 3)
    ]

    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    const kept = "select version, addresses->0->>'postcode' as postcode from people.identity_location_version where record_id = $1"
    expect(await people.rows(kept, data?.recordIdentity.id)).toEqual([{ version: 1, postcode: 'BB1 3HT' }])
  })

  test('changes a record from the version that was read', async () => {
    const input = identity()
    await ask(input)

    const { data, errors } = await ask({ ...input, name: { given: 'Testina', family: 'Married' }, expectedVersion: 1, idempotencyKey: crypto.randomUUID() })

    expect(errors).toEqual([])
    expect(data?.recordIdentity).toMatchObject({ version: 2, name: { family: 'Married' } })
  })

  test.each([undefined, 0, 2])('refuses a change made from version %s of a record at version 1', async (expectedVersion) => {
    const input = identity()
    await ask(input)

    const { errors } = await ask({ ...input, expectedVersion, idempotencyKey: crypto.randomUUID() })

    expect(errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test.each([
    ['an NHS number with a wrong digit', { identifiers: [{ type: 'NHS_NUMBER', value: '9990000019' }] }, 'last digit'],
    ['a birth date in the future', { birthDate: '2026-02-28' }, 'future'],
    ['an empty family name', { name: { given: 'Testina', family: ' ' } }, 'family name'],
    ['a name that would take the linker minutes', { name: { given: 'Testina', family: 'x'.repeat(2_000) } }, '100 characters'],
    ['an alias that reads as another', { aliases: [{ given: 'Tina\u202E', family: 'Sampleton' }] }, 'cannot be seen'],
    ['more aliases than one has', { aliases: Array.from({ length: 51 }, () => ({ given: 'Tina', family: 'Sampleton' })) }, 'at most 50'],
    ['a record of no system, which would be one with every other', { sourceSystem: ' ' }, 'which system'],
    ['an address that says nothing', { addresses: [{ from: '2026-01-01' }] }, 'at least a postcode'],
    [
      'two different NHS numbers that were both verified',
      { identifiers: ['9990000018', '9990000026'].map((value) => ({ type: 'NHS_NUMBER', value, isVerified: true })) },
      'two people'
    ],
    ['a number that is to be theirs tomorrow', { identifiers: [{ type: 'CRN', value: 'X123456', from: '2026-02-28' }] }, 'in the future']
  ])('refuses %s, says why, and writes nothing', async (_, changes, reason) => {
    const input = identity(changes)

    const { errors } = await ask(input)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) }])
    expect(await people.rows('select 1 from people.identity_record where source_key = $1', input.sourceKey)).toEqual([])
  })
})

describe('what recordIdentity sends', () => {
  const given = (changes: object) =>
    identity({ name: { given: 'Countina', family: 'Statementson' }, birthDate: '1977-05-19', addresses: [{ postcode: 'LA1 1AA' }], ...changes })
  const sentFor = async (input: object) => {
    people.statements()
    const { data, errors } = await people.ask(practitioner, 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id person { id } } }', {
      input
    })
    expect(errors).toEqual([])
    return { sent: people.statements(), personId: data?.recordIdentity.person.id as string }
  }

  test('are few statements: fifteen for somebody like nobody else, thirty-five for one who is linked to another record', async () => {
    const alone = await sentFor(given({}))
    const again = await sentFor(given({}))

    expect(again.personId).toBe(alone.personId)
    expect([alone.sent.length, again.sent.length]).toEqual([15, 35])
  })

  test('reads the record once before it writes, borrows the view of the linker once, and tells all by one row', async () => {
    const { sent } = await sentFor(given({ name: { given: 'Oncely', family: 'Borrowmere' }, birthDate: '1961-03-08' }))

    const count = (text: RegExp) => sent.filter((statement) => text.test(statement)).length
    expect([count(/for update$/), count(/set_config\('app.role'/), count(/^insert into "people"."outbox"/)]).toEqual([1, 2, 1])
  })
})
