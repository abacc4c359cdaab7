import { setTimeout as pause } from 'node:timers/promises'
import type { Principal } from '@throughcare/kit/principal'
import { act } from '../support/custody-to-community.ts'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { nextNhsNumber } from '../support/people.ts'
import { persona, practitioner } from '../support/personas.ts'

// Other rooms go by the record, and are told by it what its author may know: here of one who wrote somebody down from whom they are barred.

const kim = persona('ld-practitioner', { subject: 'kim' })
const court = persona('court-recipient')
const tomorrow = new Date(Date.now() + 24 * 3_600_000).toLocaleDateString('en-CA', { timeZone: 'Europe/London' })
const issueReport = 'mutation ($input: IssueCourtReportInput!) { issueCourtReport(input: $input) { version } }'
const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const isDeceased = 'query ($id: ID!) { identityRecord(id: $id) { person { isDeceased } } }'

let graph: TestGraph
beforeAll(async () => void (graph = await openTestGraph('one process')))
afterAll(() => graph.close())

const decide = (as: Principal, identityRecordId: string, decision: string) =>
  act(graph, { as, mutation: 'recordConsent', wants: 'decision', input: { identityRecordId, purpose: 'SHARE_COURT', decision } })
const die = (identityRecordId: string) =>
  act(graph, {
    ...{ as: practitioner, mutation: 'recordDeath', wants: 'id' },
    input: { identityRecordId, diedOn: '2026-01-01', source: 'CORONER', reason: 'The coroner wrote to us.' }
  })

const alertOf = (identityRecordId: string) => ({ identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' })

/** Kim's episode of somebody whom others know under another record, from which Kim is barred; and a court's question that is open in it. */
async function takeIn(known: (hidden: string) => Promise<unknown>) {
  const numbered = { identifiers: [{ type: 'NHS_NUMBER', value: nextNhsNumber(), isVerified: true }] }
  const { id: hidden } = await writeDown(graph, practitioner, numbered)
  await known(hidden)
  const limit = { identityRecordId: hidden, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.' }
  await act(graph, { as: persona('ld-manager'), mutation: 'limitAccess', input: limit })
  const { id: theirs } = await writeDown(graph, kim, numbered)
  const { id: episodeId } = await act(graph, { as: kim, mutation: 'receiveReferral', input: alertOf(theirs) })
  const screening = { episodeId, outcome: 'NEEDS_IDENTIFIED', risk: 'LOW', expectedVersion: 1 }
  const { version } = await act(graph, { as: kim, mutation: 'recordScreening', input: screening })
  const request = { type: 'WRITTEN_STANDARD', purpose: 'SENTENCING', courtId: 'PRESMC', hearingOn: tomorrow, recipientOrganisationId: court.organisation }
  const wants = 'id version courtReports { id }'
  const asked = await act(graph, { as: kim, mutation: 'requestCourtReport', wants, input: { episodeId, ...request, expectedVersion: version } })
  const { courtReports } = asked as typeof asked & { courtReports: { id: string }[] }
  return { hidden, theirs, episodeId, version: asked.version, reportId: courtReports[0]?.id }
}

type TakenIn = Awaited<ReturnType<typeof takeIn>>
const toIssue = ({ episodeId, reportId: courtReportId, version: expectedVersion }: TakenIn) => ({
  input: { episodeId, courtReportId, contents: 'Needs breaks.', expectedVersion, idempotencyKey: crypto.randomUUID() }
})

test('what the person had agreed to, and that they had died, is not told by how another room takes them in', async () => {
  const taken = await takeIn(async (hidden) => {
    await decide(practitioner, hidden, 'GIVEN')
    await die(hidden)
  })

  const unasked = await graph.ask(kim, issueReport, toIssue(taken))
  await decide(kim, taken.theirs, 'GIVEN')
  const asked = await graph.askUntil(kim, issueReport, toIssue(taken), ({ errors }) => errors.length === 0)

  expect(unasked.errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
  expect(asked.errors).toEqual([])
})

/** Waits until Liaison & Diversion has heard something of a record. */
async function heard(recordId: string, what: string): Promise<void> {
  const deadline = Date.now() + 20_000
  while ((await graph.rows(`select 1 from liaison_diversion.known_record where record_id = $1 and ${what}`, recordId)).length === 0) {
    if (Date.now() > deadline) throw new Error(`Twenty seconds went by and ${what} has not come.`)
    await pause(50)
  }
}

test('that they withdraw it elsewhere holds in every room, and that they die stops the clocks', async () => {
  const taken = await takeIn(async () => {})
  await decide(kim, taken.theirs, 'GIVEN')
  await heard(taken.theirs, "positions::text like '%GIVEN%'")
  await decide(practitioner, taken.hidden, 'WITHDRAWN')
  await heard(taken.theirs, "positions::text like '%WITHDRAWN%'")
  const refused = await graph.ask(kim, issueReport, toIssue(taken))

  await die(taken.hidden)
  await heard(taken.theirs, "died_on = '2026-01-01'")

  expect(refused.errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
  const again = await graph.ask(kim, receiveReferral, { input: { ...alertOf(taken.theirs), idempotencyKey: crypto.randomUUID() } })
  expect(again.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died') }])
  expect((await graph.ask(kim, isDeceased, { id: taken.theirs })).data?.identityRecord.person).toEqual({ isDeceased: true })
})
