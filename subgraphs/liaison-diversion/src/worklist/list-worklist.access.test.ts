import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

const worklist = '{ liaisonDiversionWorklist(list: CASELOAD) { edges { node { id } } } }'
const reports = '{ courtReportsDue { edges { node { id hearingOn } } } }'

let liaisonDiversion: EpisodeRoom
let due: Awaited<ReturnType<typeof startWithReport>>
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  due = await startWithReport(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

describe('who has the worklists of the team', () => {
  test('the team', async () => {
    expect((await liaisonDiversion.ask(practitioner, worklist)).data?.liaisonDiversionWorklist.edges).toEqual([{ node: { id: due.id } }])
    expect((await liaisonDiversion.ask(practitioner, reports)).data?.courtReportsDue.edges).toEqual([
      { node: { id: due.courtReportId, hearingOn: '2026-06-10' } }
    ])
  })

  test.each(outsidersOf('LIAISON_DIVERSION'))('not %s', async (_, principal, code) => {
    const [one, other] = [await liaisonDiversion.ask(principal, worklist), await liaisonDiversion.ask(principal, reports)]

    // The same team of another organisation has worklists of its own, and nothing of ours is in them.
    if (code === 'NOT_FOUND') expect([one.data?.liaisonDiversionWorklist.edges, other.data?.courtReportsDue.edges]).toEqual([[], []])
    else expect([one.errors, other.errors]).toMatchObject([[{ code: 'FORBIDDEN' }], [{ code: 'FORBIDDEN' }]])
  })
})
