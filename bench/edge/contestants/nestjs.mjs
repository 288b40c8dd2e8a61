// NestJS with its own modules, one access-log line a request. Decorators are called by hand,
// since Node runs sources as they are.
import 'reflect-metadata'
import { Controller, Get, Module } from '@nestjs/common'
import { APP_GUARD, NestFactory } from '@nestjs/core'
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler'
import helmet from 'helmet'
import { Logger, LoggerModule } from 'nestjs-pino'
import { destination } from 'pino'
import { allowedOrigin, booking, readOptions, serve } from './serve.ts'

const { limitPerMinute, logFile } = readOptions()

class Bookings {
  find() {
    return booking
  }
}
Get('bookings/:id')(
  Bookings.prototype,
  'find',
  Object.getOwnPropertyDescriptor(Bookings.prototype, 'find'),
)
Controller()(Bookings)

// oxlint-disable-next-line typescript/no-extraneous-class -- NestJS wants a class as a module
class AppModule {}
Module({
  imports: [
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: limitPerMinute }]),
    LoggerModule.forRoot({
      pinoHttp: { stream: destination({ dest: logFile, sync: false, minLength: 4096 }) },
    }),
  ],
  controllers: [Bookings],
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})(AppModule)

const app = await NestFactory.create(AppModule, { bufferLogs: true })
app.useLogger(app.get(Logger))
app.use(helmet())
app.enableCors({ origin: [allowedOrigin], credentials: true })
await app.init()

serve(app.getHttpServer())
