import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const made = { assessedBy: 'Registered mental health nurse', outcome: 'ONWARD_REFERRAL', tools: ['PHQ-9', 'AUDIT'] }
const assess = (episodeId: string, expectedVersion: number, changes: object = {}) =>
  liaisonDiversion.act('recordAssessment', { episodeId, expectedVersion, ...made, ...changes })
const ask = (episodeId: string) => liaisonDiversion.act('requestSpecialistAssessment', { episodeId, specialism: 'PSYCHIATRY', expectedVersion: 2 })

describe('recordAssessment', () => {
  test("records the service's own, and the person is assessed", async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data, errors } = await assess(id, 2)

    expect(errors).toEqual([])
    expect(data?.recordAssessment).toMatchObject({
      ...{ version: 3, state: 'ASSESSED' },
      assessments: [{ kind: 'LIAISON_DIVERSION', specialism: null, requestedAt: null, assessedAt: '2026-06-01T09:00:00.000Z', ...made }]
    })
  })

  test('records what came of one that a specialist was asked for, once', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const asked = await ask(id)
    const assessmentId = asked.data?.requestSpecialistAssessment.assessments[0].id

    expect((await assess(id, 3, { assessmentId, outcome: 'HOSPITAL' })).data?.recordAssessment.assessments).toMatchObject([
      { id: assessmentId, kind: 'SPECIALIST', specialism: 'PSYCHIATRY', outcome: 'HOSPITAL' }
    ])
    expect((await assess(id, 4, { assessmentId })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
    expect((await assess(id, 4, { assessmentId: crypto.randomUUID() })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('wants to know who made it, and passes over a tool without a name', async () => {
    const { id } = await startScreened(liaisonDiversion)

    expect((await assess(id, 2, { assessedBy: ' ' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Say who made') }])
    expect((await assess(id, 2, { assessedBy: ' Nurse ', tools: ['', ' PHQ-9 '] })).data?.recordAssessment.assessments).toMatchObject([
      { assessedBy: 'Nurse', tools: ['PHQ-9'] }
    ])
  })

  test('leaves its event, without the tools and the name of who made it', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await assess(id, 2)

    const event = (await liaisonDiversion.events(id)).at(-1)
    expect(event).toMatchObject({ type: 'liaison-diversion.assessment-recorded', subject_version: 3 })
    expect(event?.payload).toEqual({
      ...{ episodeId: id, facilityId: 'LAN3', kind: 'LIAISON_DIVERSION', outcome: 'ONWARD_REFERRAL' },
      assessmentId: expect.any(String)
    })
  })

  test('refuses one before the screening, and writes nothing', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await assess(id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Record the screening first') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.assessment where episode_id = $1', id)).toEqual([])
  })
})
