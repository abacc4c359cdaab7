import type { Principal } from '@throughcare/kit/principal'
import type { Answer, TestRoom } from './room.ts'

const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id version person { id } } }'

export type RecordedIdentity = { id: string; version: number; person: { id: string } }

/** Someone written down by a member of staff; an invented person with nothing that would link them to another. */
export async function writeDown(people: Pick<TestRoom, 'ask'>, principal: Principal, changes: object = {}): Promise<RecordedIdentity> {
  const input = {
    sourceSystem: 'test',
    sourceKey: crypto.randomUUID(),
    name: { given: 'Example', family: 'Personson' },
    birthDate: '1988-12-24',
    sex: 'MALE',
    idempotencyKey: crypto.randomUUID(),
    ...changes
  }
  const answer: Answer = await people.ask(principal, recordIdentity, { input })
  if (!answer.data) throw new Error(`The identity was refused: ${JSON.stringify(answer.errors)}`)
  return answer.data.recordIdentity as RecordedIdentity
}
