import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Pool } from 'undici'
import { refuse, type RefusalCode } from './errors.ts'
import type { FeedPage } from './feed.ts'
import type { Principal } from './principal.ts'
import { feedReader, type Room, type RoomAnswer } from './room.ts'
import { signRequest, type KeyRing } from './signature.ts'

const answerWithinMilliseconds = 10_000
const largestAnswerBytes = 10 * 1024 * 1024

/** A room in another process, met over signed HTTP. */
export function remoteRoom(name: string, url: string, keys: KeyRing): Room {
  const pool = new Pool(url, {
    connections: 32,
    keepAliveTimeout: 30_000,
    headersTimeout: answerWithinMilliseconds,
    bodyTimeout: answerWithinMilliseconds,
    maxResponseSize: largestAnswerBytes
  })

  async function post<T>(path: string, principal: Principal, content: unknown): Promise<T> {
    const body = JSON.stringify(content)
    const signature = await signRequest(keys, { method: 'POST', path, body, room: name, principal })
    const response = await pool.request({ method: 'POST', path, body, headers: { 'content-type': 'application/json', ...signature } })
    const answer = (await response.body.json()) as T & { error?: { code: RefusalCode; message: string } }
    return answer.error ? refuse(answer.error.code, answer.error.message) : answer
  }

  return {
    name,
    async answer(request, principal) {
      const answer = await post<RoomAnswer & { errors?: GraphQLFormattedError[] }>('/graphql', principal, request)
      return { ...answer, errors: answer.errors?.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions })) }
    },
    feed: (reader, after) => post<FeedPage>('/feed', feedReader(reader), { after }),
    async checkReady() {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/health/ready' })
      await body.dump()
      if (statusCode !== 200) refuse('UNAVAILABLE', `The room ${name} is not ready.`)
    },
    close: () => pool.close()
  }
}
