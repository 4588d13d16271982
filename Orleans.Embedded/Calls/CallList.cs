namespace Orleans;

/// <summary>Calls linked through themselves: adding and removing allocates nothing.</summary>
internal sealed class CallList
{
    private readonly Lock _gate = new();
    private GrainCall? _first;

    public void Add(GrainCall call)
    {
        lock (_gate)
        {
            call.Next = _first;
            if (_first is not null) _first.Previous = call;
            _first = call;
        }
    }

    public void Remove(GrainCall call)
    {
        lock (_gate)
        {
            if (call.Previous is not null) call.Previous.Next = call.Next;
            else if (ReferenceEquals(_first, call)) _first = call.Next;
            else return;
            if (call.Next is not null) call.Next.Previous = call.Previous;
            call.Previous = call.Next = null;
        }
    }

    public List<GrainCall> Before(long deadline)
    {
        List<GrainCall> found = [];
        lock (_gate)
        {
            for (var call = _first; call is not null; call = call.Next)
            {
                if (call.Deadline <= deadline) found.Add(call);
            }
        }

        return found;
    }
}
