namespace HybridCalendar.Sandbox.Webex;

/// <summary>All spaces of the organization.</summary>
internal sealed class WebexSpaces(WebexDirectory directory, WebexNumbers numbers, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WebexSpace> _spaces = [];

    public WebexSpace Create(WebexPerson creator, string title, string? description, bool isLocked)
    {
        lock (_lock)
        {
            var space = Add(creator, title, "group", isLocked);
            space.Description = description;
            return space;
        }
    }

    /// <summary>Runs a function on a space of which the caller is a member; a stranger learns nothing, not even that it exists.</summary>
    public T Use<T>(WebexPerson caller, string id, Func<WebexSpace, T> use)
    {
        lock (_lock)
        {
            if (!_spaces.TryGetValue(id, out var space) || !space.Holds(caller)) throw WebexProblem.NotFound("room");
            return use(space);
        }
    }

    /// <summary>Runs a function on every space, the newest first.</summary>
    public IReadOnlyList<T> Select<T>(Func<WebexSpace, bool> where, Func<WebexSpace, T> use)
    {
        lock (_lock) return [.. _spaces.Values.Where(where).OrderByDescending(s => s.LastActivity).Select(use)];
    }

    public void Delete(WebexPerson caller, string id)
    {
        lock (_lock)
        {
            var space = Use(caller, id, s => s);
            if (space.IsLocked && !space.Members.Exists(m => m.PersonId == caller.Id && m.IsModerator))
                throw WebexProblem.Forbidden("Only a moderator can delete a moderated space.");
            _spaces.Remove(id);
        }
    }

    public WebexMembership Join(WebexSpace space, string? personId, string? email, bool isModerator)
    {
        lock (_lock)
        {
            if (space.Type == "direct") throw WebexProblem.Forbidden("Nobody can be added to a 1:1 space.");
            var person = personId is not null
                ? directory.Find(personId) ?? throw WebexProblem.NotFound("person")
                : directory.FindByEmail(email!);
            var address = person?.Email ?? email!;
            if (space.Members.Exists(m => m.Email.Equals(address, StringComparison.OrdinalIgnoreCase)))
                throw WebexProblem.Conflict("User is already a participant.");
            return AddMember(space, person, address, isModerator);
        }
    }

    public (WebexSpace Space, WebexMembership Member) FindMembership(WebexPerson caller, string id)
    {
        lock (_lock)
        {
            foreach (var space in _spaces.Values.Where(s => s.Holds(caller)))
                if (space.Members.Find(m => m.Id == id) is { } member) return (space, member);
            throw WebexProblem.NotFound("membership");
        }
    }

    /// <summary>The 1:1 space of two people, made when they first write to each other.</summary>
    public WebexSpace Direct(WebexPerson from, WebexPerson to)
    {
        lock (_lock)
        {
            var known = _spaces.Values.FirstOrDefault(s => s.Type == "direct" && s.Holds(from) && s.Holds(to));
            if (known is not null) return known;
            var space = Add(from, to.DisplayName, "direct", isLocked: false);
            AddMember(space, to, to.Email, isModerator: false);
            return space;
        }
    }

    public WebexMessage Post(WebexSpace space, WebexMessage message)
    {
        lock (_lock)
        {
            space.Messages.Add(message);
            space.LastActivity = message.Created;
            return message;
        }
    }

    public void Clear()
    {
        lock (_lock) _spaces.Clear();
    }

    private WebexSpace Add(WebexPerson creator, string title, string type, bool isLocked)
    {
        var space = new WebexSpace(WebexIds.New("ROOM"), title, type, creator, numbers.MeetingNumber(), creator.PreferredSite, time.GetUtcNow())
        {
            IsLocked = isLocked,
        };
        AddMember(space, creator, creator.Email, isModerator: isLocked);
        _spaces[space.Id] = space;
        return space;
    }

    private WebexMembership AddMember(WebexSpace space, WebexPerson? person, string email, bool isModerator)
    {
        var member = new WebexMembership(
            WebexIds.New("MEMBERSHIP"), person?.Id ?? WebexIds.For("PEOPLE", email), email, person?.DisplayName ?? email, isModerator, time.GetUtcNow());
        space.Members.Add(member);
        return member;
    }
}
