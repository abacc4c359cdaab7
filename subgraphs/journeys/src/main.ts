import { runRoom } from '@throughcare/kit/run-room'
import { room } from './subgraph.ts'

await runRoom(room, process.env)
