import { persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openWorkRule } from './episode-work.ts'
import { refusalOf } from './errors.ts'
import type { Principal, Service } from './principal.ts'

const mustWorkIn = openWorkRule(new Set(['record-contact', 'review-need']))
const worker = stranger('ld-practitioner')
const open = { organisation: 'RW5', service: 'LIAISON_DIVERSION' as Service, closedAt: null, worker: worker.subject }
const closed = { ...open, closedAt: new Date() }

async function codeOf(caller: Principal, episode: typeof open | typeof closed | null, action = 'record-contact'): Promise<string> {
  try {
    await mustWorkIn(caller, { action, episode, hasIt: (row) => row.worker === caller.subject })
    return 'DONE'
  } catch (error) {
    return refusalOf(error)?.code ?? String(error)
  }
}

describe('who changes an episode', () => {
  test.each([
    ['anyone of the team', practitioner, open, 'DONE'],
    ['anyone of the team, after the closing', practitioner, closed, 'DONE'],
    ['whoever has it, of another organisation', worker, open, 'DONE'],
    ['whoever had it, after the closing', worker, closed, 'NOT_FOUND'],
    ['a colleague of whoever has it', { ...worker, subject: 'colleague' }, open, 'NOT_FOUND'],
    ['the sister service in the name of whoever has it', { ...persona('reconnect-navigator'), subject: worker.subject }, open, 'NOT_FOUND'],
    ['a peer support worker of the team', persona('ld-peer-support-worker', { organisation: 'RW5' }), open, 'NOT_FOUND'],
    ['anyone, where there is none', practitioner, null, 'NOT_FOUND']
  ])('%s', async (_, caller, episode, expected) => expect(await codeOf(caller, episode)).toBe(expected))
})

describe('what they do there', () => {
  test.each(['record-contact', 'review-need'])('whoever has it: %s', async (action) => expect(await codeOf(worker, open, action)).toBe('DONE'))

  test.each(['close-episode', 'allocate-episode', 'an action of tomorrow'])('the team alone: %s', async (action) => {
    expect(await codeOf(worker, open, action)).toBe('FORBIDDEN')
    expect(await codeOf(practitioner, open, action)).toBe('DONE')
    await expect(mustWorkIn(worker, { action, episode: open, hasIt: () => true })).rejects.toThrow('The team whose episode this is')
  })

  test('whoever is of the team is not asked whether they have it', async () => {
    const asked: string[] = []
    const hasIt = () => Boolean(asked.push('asked'))

    await mustWorkIn(practitioner, { action: 'close-episode', episode: open, hasIt })

    expect(asked).toEqual([])
  })
})
