import HookJSON
import HookModel
import HookSignatures
import HookSupport

/// What came of an effect. Errors are values here; `ResultText` has the words for them.
package enum EffectResult: Sendable {
  case employers([Item])
  case noEmployers(APIError)
  case loaded(Document)
  case notLoaded(Document.Source, APIError)
  case sourceSettings(RecordID, SourceSettings)
  case responds(RecordID, SourceSettings)
  case requestDeleted(RecordID, of: RecordID)
  case attempts(RecordID, [Attempt])
  case noAttempts(RecordID, APIError)
  /// Without a difference if one of the two is not JSON.
  case compared(Document, with: Document, JSONDiffTree?)
  /// - Parameter result: `nil` without a secret to check with.
  case signatureChecked(ExchangeRecord.ID, SignatureResult?)
  /// - Parameter shape: `nil` if there was nothing to learn from; why.
  case shapeLearned(ShapeSource, PayloadShape?, problem: String)
  case shapeChecked(Document.Source, PayloadDrift)
  case found(PayloadMatches, PayloadSearch)
  case changed(WebhookChange, Webhook)
  case notChanged(WebhookChange, ChangeFailure)
  case created(WebhookDraft, RecordID?)
  case notCreated(WebhookDraft, APIError)
  case deleted(Webhook)
  case notDeleted(Webhook, APIError)
  /// How many deliveries an event made.
  case fired(WebhookEvent, Int)
  case notFired(APIError)
  /// One of many.
  case postedOne(MarkedDelivery, Result<PostResponse, PostFailure>)
  /// All of them, or those before the stop.
  case postedAll
  case posted(PostRequest, PostResponse)
  case notPosted(PostFailure)
  case forwarded(RecordID, of: RecordID, PostResponse)
  case notForwarded(RecordID, PostFailure)
  case edited(EditedText)
  case saved(SavedFile)
  /// It is in a file, so it is no longer kept.
  case savedEdited(SavedFile)
  case notSaved(SaveFailure)
  /// - Parameter programs: those that accepted it; none if it was sent to the terminal itself.
  case copied(CopyRequest, to: [String])
  /// The pager showed masked values.
  case pagedMasked
  /// A program in front or the clipboard failed.
  case failed(Problem)
}

/// Why a webhook was not changed.
package enum ChangeFailure: Error, Sendable {
  case api(APIError)
  /// Somebody else has changed it; as it is now.
  case elsewhere(now: Webhook)
}

/// Why nothing was posted.
package enum PostFailure: Error, Sendable {
  case api(APIError)
  case noPayload
}

/// A file that was written.
package struct SavedFile: Sendable {
  package let path: String
  package let byteCount: Int
  package let isMasked: Bool

  package init(path: String, byteCount: Int, isMasked: Bool) {
    self.path = path
    self.byteCount = byteCount
    self.isMasked = isMasked
  }
}

/// Why a file was not written.
package struct SaveFailure: Error, Sendable {
  package let path: String
  /// The C library's number.
  package let code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}
