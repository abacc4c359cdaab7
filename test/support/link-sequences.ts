import fc from 'fast-check'
import { room } from '@throughcare/people'
import { recordIdOf } from '@throughcare/kit/ids'
import { openImport } from '@throughcare/kit/import-session'
import { practitioner } from './personas.ts'
import { openTestRoom, type Answer } from './room.ts'

// Records, imports and decisions at random, each sequence about people of its own, taken through the verbs and the importer of `people` on
// its database. What must hold of persons is kept here as a list of pairs that humans parted, and nothing of how the room decides.

type Told = { given: number; family: number; born: number; isFemale: boolean; home: number; number: number }
type Deed = { kind: 'same' | 'different' | 'unlink' | 'correct' | 'import'; one: number; other: number; told: Told }
export type Sequence = { records: Told[]; order: number[]; link: [number, number]; deeds: Deed[] }

// Most records are of one person, with a slip at most; the rest are father and son, twin and stranger.
const mostly = (usual: number, ...others: number[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) })
const anyTold: fc.Arbitrary<Told> = fc.record({
  ...{ given: mostly(0, 1, 1, 2), family: mostly(0, 1), born: mostly(0, 1, 2, 3), isFemale: mostly(0, 1).map((one) => one === 1) },
  ...{ home: mostly(1, 0, 2), number: mostly(0, 1, 1, 1, 2, 3) }
})
const place = fc.nat({ max: 4 })
const anyDeed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom<Deed['kind']>('same', 'same', 'different', 'different', 'unlink', 'correct', 'correct', 'import'),
  ...{ one: place, other: place, told: anyTold }
})
export const anySequence: fc.Arbitrary<Sequence> = fc.array(anyTold, { minLength: 3, maxLength: 5 }).chain((records) =>
  fc.record({
    records: fc.constant(records),
    order: fc.shuffledSubarray([...records.keys()], { minLength: records.length, maxLength: records.length }),
    link: fc.tuple(place, place),
    deeds: fc.array(anyDeed, { minLength: 1, maxLength: 5 })
  })
)

const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ')
const word = (number: number): string => `${syllables[number % 20]}${number < 20 ? '' : word(Math.floor(number / 20) - 1)}`
const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const days = 20_000

/** What a record tells of a person of the so-manieth sequence. */
function describe(sequence: number, told: Told) {
  const stem = word(sequence + 500)
  const birth = new Date(Date.UTC(1945, 0, 1) + ((sequence * 37) % days) * 86_400_000)
  const day = (years: number, shift: number) =>
    `${birth.getUTCFullYear() + years}-${String((birth.getUTCMonth() % 9) + 1).padStart(2, '0')}-${String((birth.getUTCDate() % 9) + 1 + shift).padStart(2, '0')}`
  const [year, month, date] = day(0, 0).split('-')
  return {
    given: [`${capital(stem)}ram`, `${capital(stem)}rom`, `Al${stem}`][told.given] ?? '',
    family: [`${capital(stem)}ston`, `${capital(stem)}stom`][told.family] ?? '',
    birthDate: [day(0, 0), `${year}-${date}-${month}`, day(0, 10), day(24, 3)][told.born] ?? '',
    isFemale: told.isFemale,
    postcode: [null, `BB${(sequence % 9) + 1} ${sequence % 10}AB`, `PR${(sequence % 9) + 1} ${sequence % 10}CD`][told.home] ?? null,
    nhsNumber: told.number === 0 ? null : (numbers[sequence * 3 + told.number - 1] ?? null)
  }
}

/** NHS numbers of the range for tests, each with its check digit. */
const numbers: string[] = Array.from({ length: 40_000 }, (_, count) => {
  const digits = `999${String(count + 1).padStart(6, '0')}`
  const check = (11 - ([...digits].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11)) % 11
  return check < 10 ? `${digits}${check}` : ''
}).filter((number) => number !== '')

const sourceSystem = 'sequences'
const keyOf = (sequence: number, record: number) => `${sequence}-${record}`
const pairOf = (one: string, other: string) => [one, other].sort().join(' ')

/** The room on a database of its own, and its importer on the same. */
async function openBoth() {
  const people = await openTestRoom(room)
  return { people, session: openImport(room, { url: people.url, service: 'LIAISON_DIVERSION' }) }
}
type Importing = Awaited<ReturnType<typeof openBoth>>['session']
const importer = room.importer ?? missing()
function missing(): never {
  throw new Error('The room takes in no files.')
}

export type Sequences = { walk(sequence: Sequence): Promise<void>; seen(): Record<string, number>; close(): Promise<void> }

/** Two databases: in the one, records are written down one by one and everything else happens; in the other they are imported at once. */
export async function openSequences(): Promise<Sequences> {
  const [{ people, session }, other] = await Promise.all([openBoth(), openBoth()])
  const seen: Record<string, number> = {}
  const note = (what: string) => void (seen[what] = (seen[what] ?? 0) + 1)
  let sequences = 0

  const call = (mutation: string, input: object): Promise<Answer> => {
    const document = `mutation ($input: ${capital(mutation)}Input!) { ${mutation}(input: $input) { id } }`
    return people.ask(practitioner, document, { input: { idempotencyKey: crypto.randomUUID(), ...input } })
  }
  const versionOf = async (id: string) =>
    (await people.rows<{ version: number }>('select version from people.identity_record where id = $1', id))[0]?.version ?? 0

  async function writeDown(sequence: number, record: number, told: Told): Promise<void> {
    const { given, family, birthDate, isFemale, postcode, nhsNumber } = describe(sequence, told)
    const version = await versionOf(recordIdOf(sourceSystem, keyOf(sequence, record)))
    const { errors } = await call('recordIdentity', {
      ...{ sourceSystem, sourceKey: keyOf(sequence, record), name: { given, family }, birthDate, sex: isFemale ? 'FEMALE' : 'MALE' },
      addresses: postcode ? [{ postcode }] : [],
      identifiers: nhsNumber ? [{ type: 'NHS_NUMBER', value: nhsNumber, isVerified: true }] : [],
      ...(version > 0 ? { expectedVersion: version } : {})
    })
    must(errors.length === 0, `a record is refused: ${JSON.stringify(errors)}`)
  }

  /** The rows of a file of some records, in an order. */
  async function importAll(session: Importing, sequence: number, records: readonly (readonly [number, Told])[]): Promise<void> {
    const rows = records.map(([record, told]) => {
      const { given, family, birthDate, isFemale, postcode, nhsNumber } = describe(sequence, told)
      return {
        ...{ source_system: sourceSystem, source_key: keyOf(sequence, record), given_name: given, family_name: family, birth_date: birthDate },
        ...{ sex: isFemale ? 'F' : 'M', postcode: postcode ?? '', nhs_number: nhsNumber ?? '', nhs_number_verified: nhsNumber ? 'Y' : '' }
      }
    })
    const read = rows.map((fields) => importer.readRow(fields, session))
    await session.transact((context) => importer.importRows(context, read))
    await importer.afterwards?.run(session, { onProgress: () => {} })
  }

  type Rows = typeof people.rows
  async function personsIn(rows: Rows, ids: readonly string[]): Promise<Map<string, string[]>> {
    const links = await rows<{ record: string; person: string }>(
      'select record_id as record, person_id as person from people.link where unlinked_at is null and record_id = any ($1::uuid[])',
      ids
    )
    must(links.length === ids.length, 'a record is in no person, or in two')
    const persons = Map.groupBy(links, ({ person }) => person)
    return new Map(links.map(({ record, person }) => [record, (persons.get(person) ?? []).map((link) => link.record).sort()]))
  }
  const shown = (persons: Map<string, string[]>) => [...new Set([...persons.values()].map((person) => person.join()))].sort().join(' | ')

  async function walk({ records, order, link, deeds }: Sequence): Promise<void> {
    const sequence = (sequences += 1)
    const ids = records.map((_, record) => recordIdOf(sourceSystem, keyOf(sequence, record)))
    const idAt = (at: number) => ids[at % ids.length] ?? ''
    const here = () => personsIn(people.rows, ids)
    for (const [record, told] of records.entries()) await writeDown(sequence, record, told)
    await importAll(
      other.session,
      sequence,
      order.map((record) => [record, records[record] as Told] as const)
    )
    const before = shown(await here())
    must(before === shown(await personsIn(other.people.rows, ids)), 'another order, and another way in, make other persons')

    const parted = await linkAndUnlink([idAt(link[0]), idAt(link[1])], here, before)
    for (const deed of deeds) {
      await act(deed)
      await mustStayParted(deed.kind)
    }
    await importAll(session, sequence, [...records.entries()])
    await mustStayParted('the file again')

    async function mustStayParted(after: string): Promise<void> {
      const persons = await here()
      for (const pair of parted) {
        const [one = '', other = ''] = pair.split(' ')
        must(!persons.get(one)?.includes(other), `${after} rejoins what a human parted`)
      }
    }

    async function act({ kind, one: first, other: second, told }: Deed): Promise<void> {
      const [one, other] = [idAt(first), idAt(second)]
      if (kind === 'correct') return writeDown(sequence, first % ids.length, told)
      if (kind === 'import') return importAll(session, sequence, [...records.entries()].toReversed())
      if (kind === 'unlink') return unlink(one)
      if (one === other) return
      if (kind === 'different') {
        must((await decide(one, other, 'DIFFERENT')).length === 0, 'parting two records is refused')
        parted.add(pairOf(one, other))
        return
      }
      const persons = await here()
      const together = [...new Set([...(persons.get(one) ?? []), ...(persons.get(other) ?? [])])]
      const among = [...parted].filter((pair) => pair.split(' ').every((id) => together.includes(id)))
      const codes = await decide(one, other, 'SAME')
      note(codes.length === 0 ? 'called the same' : 'not called the same')
      if (among.some((pair) => !pair.split(' ').includes(one))) must(codes.join() === 'CONFLICT', 'SAME overrules a parting of two other records')
      if (codes.length > 0) return
      for (const pair of among) parted.delete(pair)
      must((await here()).get(one)?.includes(other) ?? false, 'what a human calls the same stays apart')
    }

    async function unlink(one: string): Promise<void> {
      const companions = ((await here()).get(one) ?? []).filter((id) => id !== one)
      const { errors } = await call('unlinkRecord', { identityRecordId: one, reason: 'Said to be another', expectedVersion: await versionOf(one) })
      must((errors.length === 0) === companions.length > 0, 'unlinking is refused, or parts nothing')
      note(companions.length > 0 ? 'unlinked' : 'not linked')
      for (const companion of companions) parted.add(pairOf(one, companion))
    }
  }

  const decide = async (one: string, other: string, verdict: 'SAME' | 'DIFFERENT') => {
    const input = { identityRecordId: one, otherIdentityRecordId: other, verdict, reason: 'Looked at both', expectedVersion: await versionOf(one) }
    return (await call('decideLink', input)).errors.map(({ code }) => code)
  }

  /** Joins two persons by a human's word and parts the same two records again; answers what that parted. */
  async function linkAndUnlink([one, other]: [string, string], here: () => Promise<Map<string, string[]>>, before: string): Promise<Set<string>> {
    if ((await here()).get(one)?.includes(other) || (await decide(one, other, 'SAME')).length > 0) return new Set()
    must((await here()).get(one)?.includes(other) ?? false, 'what a human calls the same stays apart')
    must((await decide(one, other, 'DIFFERENT')).length === 0, 'parting two records is refused')
    must(shown(await here()) === before, 'linking and unlinking leaves other persons than before')
    note('linked and unlinked')
    return new Set([pairOf(one, other)])
  }

  return {
    walk,
    seen: () => seen,
    async close() {
      for (const { session: open, people: of } of [{ people, session }, other]) {
        await open.close()
        await of.close()
      }
    }
  }
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}
