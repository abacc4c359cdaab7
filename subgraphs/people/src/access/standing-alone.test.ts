import type { Principal } from '@throughcare/kit/principal'
import { writeDown } from '@throughcare/test/support/identities'
import { nextNhsNumber, openPeople, type People } from '@throughcare/test/support/people'
import { persona, practitioner } from '@throughcare/test/support/personas'

const kim = persona('ld-practitioner', { subject: 'kim' })
const manager = persona('ld-manager')
const officer = persona('privacy-officer')
const standing = `query ($id: ID!) { identityRecord(id: $id) { person { records { id } isDeceased deathDate deathSource deathRecords { diedOn }
  consentOverrides { id } consentPositions { purpose standing isShareable } } } }`

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const ofNumber = (nhsNumber: string, changes: object = {}) => ({ identifiers: [{ type: 'NHS_NUMBER', value: nhsNumber, isVerified: true }], ...changes })

/** Somebody from whom Kim is barred, of whom `known` is written down before Kim writes them down too; and Kim's record of them. */
async function meet(known: (hidden: string) => Promise<void> = async () => {}) {
  const nhsNumber = nextNhsNumber()
  const { id: hidden } = await writeDown(people, practitioner, ofNumber(nhsNumber))
  await known(hidden)
  const limit = { identityRecordId: hidden, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }
  const { result } = await people.call(manager, 'limitAccess', limit)
  const sourceKey = crypto.randomUUID()
  const { id: theirs, version } = await writeDown(people, kim, ofNumber(nhsNumber, { sourceKey }))
  return { hidden, theirs, version, sourceKey, nhsNumber, limitId: result.id as string }
}

async function call(mutation: string, identityRecordId: string, input: object): Promise<void> {
  expect((await people.call(practitioner, mutation, { identityRecordId, ...input }, 'id')).errors).toEqual([])
}
const decide =
  (decision: string, purpose = 'SHARE_COURT') =>
  (recordId: string) =>
    call('recordConsent', recordId, { purpose, decision })
const die = (recordId: string, diedOn = '2026-01-01') => call('recordDeath', recordId, { diedOn, source: 'CORONER', reason: 'The coroner wrote to us.' })
const override = (recordId: string) =>
  call('recordOverride', recordId, {
    ...{ purpose: 'SHARE_COURT', recipient: 'The court', ground: 'SAFEGUARDING', condition: 'SAFEGUARDING_AT_RISK' },
    ...{ reason: 'They told us of their plans.', until: new Date(Date.now() + 3_600_000).toISOString() }
  })

/** What all other rooms were told last of a record, of deaths and of a purpose of sharing. */
async function told(recordId: string) {
  const [death, positions] = await Promise.all(['people.death-recorded', 'people.consent-positions-changed'].map((type) => newest(recordId, type)))
  const position = positions?.positions?.find(({ purpose }) => purpose === 'SHARE_COURT')
  return { diedOn: death?.diedOn ?? null, court: position?.decision ?? null, isOverridden: (position?.override ?? null) !== null }
}

type Payload = { diedOn?: string | null; positions?: { purpose: string; decision: string; override: object | null }[] }
async function newest(recordId: string, type: string): Promise<Payload | undefined> {
  const ofType = 'select payload, subject_version from people.outbox_event where record_id = $1 and type = $2'
  const rows = await people.rows<{ payload: Payload; subject_version: number }>(`${ofType} order by id desc`, recordId, type)
  expect(new Set(rows.map((row) => row.subject_version)).size).toBe(rows.length)
  expect(rows.map((row) => row.subject_version)).toEqual(rows.map((row) => row.subject_version).toSorted((one, other) => other - one))
  return rows[0]?.payload
}

/** What a member of staff is told of the person of a record. */
async function seen(recordId: string, by: Principal) {
  const person = (await people.ask(by, standing, { id: recordId })).data?.identityRecord?.person
  const court = person?.consentPositions.find(({ purpose }: { purpose: string }) => purpose === 'SHARE_COURT')
  return { diedOn: person?.deathDate ?? null, court: court?.standing, isOverridden: (person?.consentOverrides.length ?? 0) > 0 }
}

const nothing = { diedOn: null, court: null, isOverridden: false }
const nobodyAsked = { ...nothing, court: 'NOT_ASKED' }

describe('of a record that its author sees alone', () => {
  test('nothing is told elsewhere of what the person had decided, or that they had died, before it was written; colleagues are told', async () => {
    const { hidden, theirs } = await meet(async (recordId) => {
      await decide('GIVEN')(recordId)
      await override(recordId)
      await die(recordId)
    })

    expect([await told(theirs), await seen(theirs, kim)]).toEqual([nothing, nobodyAsked])
    expect(await told(hidden)).toEqual({ diedOn: '2026-01-01', court: 'GIVEN', isOverridden: true })
    expect(await seen(theirs, practitioner)).toMatchObject({ diedOn: '2026-01-01', court: 'GIVEN' })
  })

  test('nor of what they decide elsewhere later, for it or against it', async () => {
    const { hidden, theirs } = await meet()

    await decide('GIVEN')(hidden)
    await override(hidden)
    const agreed = [await told(theirs), await seen(theirs, kim)]
    await decide('OBJECTED')(hidden)

    expect(agreed).toEqual([nothing, nobodyAsked])
    expect([await told(theirs), await seen(theirs, kim)]).toEqual([nothing, nobodyAsked])
  })

  test('what was decided with it is told, and is over once they withdraw it anywhere', async () => {
    const { hidden, theirs } = await meet()

    await decide('GIVEN')(theirs)
    const given = [await told(theirs), await seen(theirs, kim)]
    await decide('WITHDRAWN')(hidden)

    expect(given).toEqual([
      { ...nothing, court: 'GIVEN' },
      { ...nothing, court: 'GIVEN' }
    ])
    expect([await told(theirs), await seen(theirs, kim)]).toEqual([
      { ...nothing, court: 'WITHDRAWN' },
      { ...nothing, court: 'WITHDRAWN' }
    ])
  })

  test('a death that is written down elsewhere stops its clocks, and stays told when it is corrected', async () => {
    const { hidden, theirs, sourceKey, nhsNumber, version } = await meet()

    await die(hidden)
    const died = [await told(theirs), await seen(theirs, kim)]
    await writeDown(people, kim, ofNumber(nhsNumber, { sourceKey, birthDate: '1988-12-25', expectedVersion: version }))
    await decide('GIVEN')(hidden)

    expect(died).toMatchObject([{ diedOn: '2026-01-01' }, { diedOn: '2026-01-01' }])
    expect([await told(theirs), await seen(theirs, kim)]).toMatchObject([{ diedOn: '2026-01-01' }, { diedOn: '2026-01-01' }])
  })

  test('whoever is told of a death may say that it was an error, and clocks run again everywhere', async () => {
    const { hidden, theirs } = await meet()
    await die(hidden)

    const { errors } = await people.call(kim, 'withdrawDeath', { identityRecordId: theirs, reason: 'I spoke to them this morning.' }, 'id')

    expect(errors).toEqual([])
    expect([await told(theirs), await told(hidden)]).toMatchObject([{ diedOn: null }, { diedOn: null }])
  })

  test('and whoever is told of none is told that there is none', async () => {
    const { theirs } = await meet(die)

    const { errors } = await people.call(kim, 'withdrawDeath', { identityRecordId: theirs, reason: 'I spoke to them this morning.' }, 'id')

    expect(errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('a second record of theirs that is one with the first to them is told what the first is', async () => {
    const { hidden, theirs, nhsNumber } = await meet()
    await die(hidden)

    const { id: second } = await writeDown(people, kim, ofNumber(nhsNumber))

    expect((await people.ask(kim, standing, { id: second })).data?.identityRecord.person.records).toHaveLength(2)
    expect([await told(theirs), await told(second)]).toMatchObject([{ diedOn: '2026-01-01' }, { diedOn: '2026-01-01' }])
  })
})

describe('all is told', () => {
  const known = async (recordId: string) => {
    await decide('GIVEN')(recordId)
    await die(recordId)
  }
  const whole = { diedOn: '2026-01-01', court: 'GIVEN', isOverridden: false }

  test('once the limit has ended', async () => {
    const { theirs, limitId } = await meet(known)

    await people.call(manager, 'endAccessLimit', { accessLimitId: limitId, expectedVersion: 1 })

    expect([await told(theirs), await seen(theirs, kim)]).toEqual([whole, whole])
  })

  test('once somebody else has written the record', async () => {
    const { theirs, sourceKey, nhsNumber, version } = await meet(known)

    await writeDown(people, practitioner, ofNumber(nhsNumber, { sourceKey, birthDate: '1988-12-25', expectedVersion: version }))

    expect([await told(theirs), await seen(theirs, practitioner)]).toEqual([whole, whole])
  })

  test('in this room, for the hour for which two persons let them past, and to no other room', async () => {
    const { hidden, theirs } = await meet(known)
    const asked = { identityRecordId: hidden, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
    const { result } = await people.call(kim, 'requestLimitOverride', asked)
    const granted = { limitOverrideId: result.id, outcome: 'GRANTED', finding: 'Nobody else is on duty.', expectedVersion: 1 }
    expect((await people.call(officer, 'decideLimitOverride', granted)).errors).toEqual([])

    expect([await told(theirs), await seen(theirs, kim)]).toEqual([nothing, whole])
  })

  test('of the record once it is another person’s: nothing is left of where they stood', async () => {
    const { hidden, theirs } = await meet()
    await die(hidden)
    const before = await told(theirs)

    const parted = { identityRecordId: theirs, reason: 'Fingerprints differ.', expectedVersion: 1 }
    expect((await people.call(practitioner, 'unlinkRecord', parted)).errors).toEqual([])

    expect([before, await told(theirs), await told(hidden)]).toMatchObject([{ diedOn: '2026-01-01' }, { diedOn: null }, { diedOn: '2026-01-01' }])
  })
})
