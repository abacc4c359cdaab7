import { rowSettingsOf, type AccessFreshness } from '@throughcare/kit/access'
import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import type { Principal } from '@throughcare/kit/principal'
import { writeDown } from '@throughcare/test/support/identities'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import { mayKnow } from './may-know.ts'

const kim = persona('ld-practitioner', { subject: 'kim' })
const lou = persona('ld-practitioner', { subject: 'lou' })
const kimOfReconnect: Principal = { ...navigator, subject: 'kim' }
const onTime: AccessFreshness = { isFresh: () => true }
const late: AccessFreshness = { isFresh: () => false }
const reason = 'Kim lives next door to them.'

let people: People
let pool: Pool
beforeAll(async () => {
  people = await openPeople()
  pool = openPool({ url: people.url, role: 'people_app', max: 1 })
})
afterAll(async () => {
  await pool.close()
  await people.close()
})

const limit = (identityRecordId: string, changes: object = {}) =>
  people.call(persona('ld-manager'), 'limitAccess', { identityRecordId, kind: 'EXCLUSION', subjects: ['kim'], reason, ...changes })

async function letPast(identityRecordId: string, principal = kim): Promise<void> {
  const asked = { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
  const { result } = await people.call(principal, 'requestLimitOverride', asked)
  const decision = { limitOverrideId: result.id, outcome: 'GRANTED', finding: 'Nobody else is on duty.', expectedVersion: 1 }
  expect((await people.call(persona('privacy-officer'), 'decideLimitOverride', decision)).errors).toEqual([])
}

/** The hour is over: what two persons granted has an end, and that is now. */
const runOut = (...recordIds: string[]) =>
  people.rows("update people.record_access set until = now() where record_id = any ($1) and audience = 'subject:kim' and until is not null", recordIds)

const known = (recordIds: string[], principal = kim, news = onTime) =>
  withRows(pool.db, rowSettingsOf(principal, news), 'read only', async (tx) => {
    const answers: boolean[] = []
    for (const recordId of recordIds) answers.push(await mayKnow(tx, recordId))
    return answers
  })

describe('whoever is shut out of a person may know of them', () => {
  test('while two persons let them past, by every record of the person and no other, and not after', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere } = await meetOnePerson(people)
    const other = (await writeDown(people, practitioner)).id
    const records = [ofLiaisonDiversion, ofReconnect, elsewhere, other]
    await limit(ofLiaisonDiversion)
    await limit(other)
    const before = await known(records)

    await letPast(ofLiaisonDiversion)
    const meanwhile = await known(records)
    await runOut(...records)

    expect(before).toEqual([false, false, false, false])
    expect(meanwhile).toEqual([true, true, true, false])
    expect(await known(records)).toEqual([false, false, false, false])
  })

  test('and nobody else is let past with them', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id, { subjects: ['kim', 'lou'] })

    await letPast(id)

    expect([await known([id]), await known([id], lou)]).toEqual([[true], [false]])
  })

  test('past a restriction to others likewise', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id, { kind: 'RESTRICTION', subjects: ['lou'] })
    const before = await known([id])

    await letPast(id)
    const meanwhile = await known([id])
    await runOut(id)

    expect([before, meanwhile, await known([id])]).toEqual([[false], [true], [false]])
  })

  test('as staff of the sister service too, who without the bar would only know', async () => {
    const { id } = await writeDown(people, practitioner)
    const unbarred = await known([id], kimOfReconnect)
    await limit(id)
    const barred = await known([id], kimOfReconnect)

    await letPast(id, kimOfReconnect)
    const meanwhile = await known([id], kimOfReconnect)
    await runOut(id)

    expect([unbarred, barred, meanwhile, await known([id], kimOfReconnect)]).toEqual([[true], [false], [true], [false]])
  })

  test.each([
    ['excludes them anew', {}, [false]],
    ['restricts the person to others', { kind: 'RESTRICTION', subjects: ['lou'] }, [false]],
    ['excludes somebody else', { subjects: ['lou'] }, [true]],
    ['restricts the person to them', { kind: 'RESTRICTION' }, [true]]
  ])('unless a limit that is set in that hour %s', async (_, newer, expected) => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    await letPast(id)

    await limit(id, newer)

    expect(await known([id])).toEqual(expected)
  })

  test('not while news of access is late: bar and restriction stand, and what sets them aside is not believed', async () => {
    const [barred, restricted, free] = [await writeDown(people, practitioner), await writeDown(people, practitioner), await writeDown(people, practitioner)]
    await limit(barred.id)
    await limit(restricted.id, { kind: 'RESTRICTION', subjects: ['lou'] })
    await letPast(barred.id)
    await letPast(restricted.id)
    const records = [barred.id, restricted.id, free.id]

    expect([await known(records), await known(records, kim, late)]).toEqual([
      [true, true, true],
      [false, false, true]
    ])
    expect(await known([restricted.id], lou, late)).toEqual([true])
    expect([await known([free.id], kimOfReconnect), await known([free.id], kimOfReconnect, late)]).toEqual([[true], [false]])
  })
})

describe('what hangs on it', () => {
  const claim = async (identityRecordId: string) => (await people.call(kim, 'claimRelationship', { identityRecordId, reason })).errors[0]?.code ?? 'DONE'
  const ask = async (identityRecordId: string) => {
    const asked = { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
    return (await people.call(kim, 'requestLimitOverride', asked)).errors[0]?.code ?? 'DONE'
  }
  const decide = async (otherIdentityRecordId: string) => {
    const { id, version } = await writeDown(people, kim, { name: { given: 'Specimen', family: 'Otherson' }, birthDate: '1971-05-05' })
    const decision = { identityRecordId: id, otherIdentityRecordId, verdict: 'DIFFERENT', reason: 'Both sat in the waiting room.', expectedVersion: version }
    return (await people.call(kim, 'decideLink', decision)).errors[0]?.code ?? 'DONE'
  }

  test('a claim and a decision are theirs for that hour, and there is nothing to be let past', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    const before = [await claim(id), await decide(id)]

    await letPast(id)
    const meanwhile = [await claim(id), await decide(id), await ask(id)]
    await runOut(id)

    expect(before).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    expect(meanwhile).toEqual(['DONE', 'DONE', 'CONFLICT'])
    expect([await claim(id), await decide(id), await ask(id)]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'DONE'])
  })
})
