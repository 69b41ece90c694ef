import ConsoleCore
import HookModel
import HookSupport

/// What changes something on the server.
extension EffectRunner {
  /// Asks for the webhook first: what somebody else changed meanwhile is not overwritten silently.
  func change(_ change: WebhookChange) async {
    do {
      let current = try await api.webhook(change.webhook)
      guard current.draft == change.before else {
        queue.post(.news(.webhook(current)))
        return finish(.notChanged(change, .elsewhere(now: current)))
      }
      let changed = try await api.update(current, to: change.after)
      await feed.noteChange()
      queue.post(.news(.webhook(changed)))
      finish(.changed(change, changed))
    } catch {
      finish(.notChanged(change, .api(APIError(error))))
    }
  }

  func create(_ draft: WebhookDraft) async {
    do {
      let id = try await api.create(draft)
      finish(.created(draft, id))
      await feed.refresh()
    } catch {
      finish(.notCreated(draft, APIError(error)))
    }
  }

  func delete(_ webhook: Webhook) async {
    do {
      try await api.delete(webhook.id)
      await feed.noteChange()
      finish(.deleted(webhook))
      await feed.refresh()
    } catch {
      finish(.notDeleted(webhook, APIError(error)))
    }
  }

  func deleteRequest(_ id: RecordID, of source: RecordID) async {
    do {
      try await api.deleteDelivery(id)
      finish(.requestDeleted(id, of: source))
    } catch {
      finish(.failed(Problem("\(APIError(error))")))
    }
  }

  func settings(ofSource source: RecordID) async {
    do {
      finish(.sourceSettings(source, try await api.settings(ofSource: source)))
    } catch {
      finish(.failed(Problem("\(APIError(error))")))
    }
  }

  func deleteAllSources() async {
    do {
      try await api.deleteAllSources()
    } catch {
      finish(.failed(Problem("\(APIError(error))")))
    }
    await feed.refresh()
  }

  func respond(_ source: RecordID, _ settings: SourceSettings) async {
    do {
      try await api.respond(source, with: settings)
      finish(.responds(source, settings))
    } catch {
      finish(.failed(Problem("\(APIError(error))")))
    }
  }

  func fire(_ event: WebhookEvent) async {
    do {
      let deliveries = try await api.fire(event, data: nil)
      finish(.fired(event, deliveries.count))
      await feed.refresh()
    } catch {
      finish(.notFired(APIError(error)))
    }
  }
}
