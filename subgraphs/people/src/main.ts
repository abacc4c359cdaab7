import { runRoom } from '@throughcare/kit/run-room'
import { createRoom } from './subgraph.ts'

// The sister services share on consent, unless this deployment says in so many words that they share on a relationship of care.
await runRoom(createRoom(process.env.SISTER_SHARING === 'RELATIONSHIP' ? 'RELATIONSHIP' : 'CONSENT'), process.env)
