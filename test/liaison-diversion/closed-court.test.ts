import { setTimeout as pause } from 'node:timers/promises'
import { loadReferenceData } from '@throughcare/directory/reference'
import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { openTestImport, personRow, toCsv } from '../support/imports.ts'
import { practitioner } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const atKendal = { facility: 'KENDMC', setting: 'MAGISTRATES_COURT', source: 'COURT' }
const closed = 'That court closed on 30 June 2017'

test.each(waysOfRunning)(
  'a court that the directory knows to be closed is refused by Liaison & Diversion, in %s',
  async (way) => {
    const graph: TestGraph = await openTestGraph(way)
    await loadReferenceData(graph.url)
    const { id: identityRecordId } = await writeDown(graph, practitioner)
    const deadline = Date.now() + 20_000
    while ((await graph.rows('select 1 from liaison_diversion.known_facility')).length === 0 && Date.now() < deadline) await pause(50)
    const receive = (facilityId: string, isAnswer: (answer: Answer) => boolean) => {
      const input = { identityRecordId, facilityId, setting: 'MAGISTRATES_COURT', source: 'COURT', idempotencyKey: crypto.randomUUID() }
      return graph.askUntil(practitioner, receiveReferral, { input }, isAnswer)
    }

    const refused = await receive('ORMKMC', ({ errors }) => errors.every(({ code }) => code !== 'NOT_FOUND'))

    expect(refused.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('That court closed on 28 June 2016') }])
    expect((await receive('BRRWMC', () => true)).errors).toEqual([])
    await graph.close()
  },
  60_000
)

test('the importer refuses one too, for the alert and for a hearing, though the house has never run', async () => {
  const imports = await openTestImport()
  await loadReferenceData(imports.url)
  const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
  const person = personRow()
  const of = (key: string, changes: Record<string, string>) => ({
    ...{ episode_key: key, source_system: person.source_system ?? '', source_key: person.source_key ?? '', received_at: '2026-05-01T09:00:00Z' },
    ...{ facility: 'BRRWMC', setting: 'MAGISTRATES_COURT', source: 'COURT', ...changes }
  })
  const report = (court: string) => `VERBAL/SENTENCING/${court}/2026-05-20/HMCTS/2026-05-02T10:00:00Z`
  await imports.take('people', toCsv([person]), { service: 'LIAISON_DIVERSION', clock })

  const taken = await imports.take(
    'liaison-diversion',
    toCsv([
      of('closed', atKendal),
      of('open', { court_reports: report('PRESCC') }),
      of('hearing', { court_reports: report('KENDMC') }),
      of('unknown', { facility: 'LONDON' }),
      of('before', { ...atKendal, received_at: '2017-06-29T09:00:00Z' }),
      of('cell', { facility: 'LAN3' })
    ]),
    { clock }
  )

  expect(taken.report).toMatchObject({ read: 6, added: 2, rejected: 4 })
  expect(taken.rejected?.split('\n').slice(1, -1)).toEqual([
    expect.stringMatching(new RegExp(`^2,facility,.*${closed}`)),
    expect.stringMatching(new RegExp(`^4,court_reports,.*${closed}`)),
    expect.stringMatching(/^5,facility,.*directory has no such place/),
    expect.stringMatching(/^7,facility,.*does not go with the place/)
  ])
  await imports.close()
}, 60_000)
