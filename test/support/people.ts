import { room } from '@throughcare/people'
import type { Clock } from '@throughcare/kit/clock'
import type { Principal } from '@throughcare/kit/principal'
import type { Role } from '@throughcare/kit/roles'
import { writeDown } from './identities.ts'
import { navigator, persona, practitioner, stranger } from './personas.ts'
import { openTestRoom, type Answer, type TestRoom } from './room.ts'

export type People = TestRoom & {
  /** Calls a mutation with an input of its own; `result` is what it answers. */
  call(principal: Principal, mutation: string, input: object, fields?: string): Promise<Answer & { result: NonNullable<Answer['data']> }>
  /** What is said of a record to an audience, as it stands. */
  levels(recordId: string, audience: string): Promise<string[]>
  /** The kinds of events about a record, oldest first, but for the news of access and of how it came to be. */
  eventsOf(recordId: string): Promise<{ type: string; actor: string; payload: Record<string, unknown> }[]>
}

/** The room `people`, with short ways to call its verbs and to see what they did. */
export async function openPeople(clock?: Clock): Promise<People> {
  const people = await openTestRoom(room, clock)
  return {
    ...people,
    async call(principal, mutation, input, fields = 'id version') {
      const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${fields} } }`
      const answer = await people.ask(principal, document, { input: { idempotencyKey: crypto.randomUUID(), ...input } })
      return { ...answer, result: answer.data?.[mutation] ?? {} }
    },
    levels: async (recordId, audience) =>
      (
        await people.rows<{ level: string }>('select level from people.record_access where record_id = $1 and audience = $2 order by 1', recordId, audience)
      ).map(({ level }) => level),
    eventsOf: (recordId) =>
      people.rows(
        "select type, actor, payload from people.outbox_event where record_id = $1 and type not in ('people.record-access-changed', 'people.identity-recorded', 'people.record-linked') order by id",
        recordId
      )
  }
}

let lastNumber = 100

/** An NHS number of the range for tests, with its check digit, that no call before has given. */
export function nextNhsNumber(): string {
  for (;;) {
    const digits = `999${String((lastNumber += 1)).padStart(6, '0')}`
    const check = (11 - ([...digits].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0) % 11)) % 11
    if (check < 10) return `${digits}${check}`
  }
}

export type MetPerson = { ofLiaisonDiversion: string; ofReconnect: string; elsewhere: string; personId: string; nhsNumber: string }

/** One person whom Liaison & Diversion, RECONNECT and a team in another organisation have each met. */
export async function meetOnePerson(people: Pick<TestRoom, 'ask'>): Promise<MetPerson> {
  const nhsNumber = nextNhsNumber()
  const verifiedNumber = { identifiers: [{ type: 'NHS_NUMBER', value: nhsNumber, isVerified: true }] }
  const { id: ofLiaisonDiversion, person } = await writeDown(people, practitioner, verifiedNumber)
  const { id: ofReconnect } = await writeDown(people, navigator, verifiedNumber)
  const { id: elsewhere } = await writeDown(people, stranger('ld-practitioner'), verifiedNumber)
  return { ofLiaisonDiversion, ofReconnect, elsewhere, personId: person.id, nhsNumber }
}

type Refusals = {
  mutation: string
  /** What the verb is asked about a record of Liaison & Diversion. */
  input(record: { id: string; people: People }): object | Promise<object>
  /** The table that stays empty, but for what `input` wrote. */
  table: string
  notFoundFor?: [string, Principal][]
  forbiddenFor: readonly Role[]
}

const outsiders: [string, Principal][] = [
  ['another organisation', stranger('ld-practitioner')],
  ['the sister service', navigator]
]

/** Tests that a verb is refused to everyone it is not for, and that nothing is written then. */
export function refuses({ mutation, input, table, notFoundFor = outsiders, forbiddenFor }: Refusals) {
  let people: People
  let asked: object
  const written = () => people.rows<{ version: number }>(`select version from people.${table} order by id`)
  let before: unknown
  beforeAll(async () => {
    people = await openPeople()
    const { id } = await writeDown(people, practitioner)
    asked = await input({ id, people })
    before = await written()
  })
  afterAll(() => people.close())

  for (const [whom, principal] of notFoundFor)
    test(`${whom} is told that there is no such thing`, async () => {
      expect((await people.call(principal, mutation, asked, 'id')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    })

  test.each(forbiddenFor)('%s may not', async (role) => {
    expect((await people.call(persona(role), mutation, asked, 'id')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('nothing was written by any of them', async () => expect(await written()).toEqual(before))
}
