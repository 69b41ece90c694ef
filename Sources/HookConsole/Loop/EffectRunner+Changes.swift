import ConsoleCore
import HookModel

/// What changes something on the server.
extension EffectRunner {
  /// Asks for the webhook first: what somebody else changed meanwhile is not overwritten silently.
  func change(_ change: WebhookChange) async {
    do {
      let current = try await api.webhook(change.webhook)
      guard current.draft == change.before else {
        queue.post(.news(.webhook(current)))
        let message = "it was changed elsewhere in the meantime"
        return finish(.notChanged(change, message, now: current))
      }
      let changed = try await api.update(current, to: change.after)
      await feed.noteChange()
      queue.post(.news(.webhook(changed)))
      finish(.changed(change, changed))
    } catch {
      finish(.notChanged(change, "\(error)", now: nil))
    }
  }

  func create(_ draft: WebhookDraft) async {
    do {
      let id = try await api.create(draft)
      finish(.created(draft, id))
      await feed.refresh()
    } catch {
      finish(.notCreated(draft, "\(error)"))
    }
  }

  func delete(_ webhook: Webhook) async {
    do {
      try await api.delete(webhook.id)
      await feed.noteChange()
      finish(.deleted(webhook))
      await feed.refresh()
    } catch {
      finish(.failed("\(webhook.event.title) was not deleted: \(error)"))
    }
  }

  func fire(_ event: WebhookEvent) async {
    do {
      let deliveries = try await api.fire(event, data: nil)
      let count = deliveries.count == 1 ? "1 delivery" : "\(deliveries.count) deliveries"
      finish(.done("raised \(event.title): \(count)"))
      await feed.refresh()
    } catch let error as APIError {
      guard case .notFound = error.kind else { return finish(.failed("\(error)")) }
      finish(.failed("only a sandbox can raise events: this server is not one"))
    } catch {
      finish(.failed("\(error)"))
    }
  }
}
