namespace HybridCalendar.Bench.Change;

internal enum ChangeKind
{
    NewWithKeyword,
    NewWithLink,
    Move,
    Rename,
    Cancel,
    MoveOccurrence,
    RenameOccurrence,
    CancelOccurrence,
}
