using HybridCalendar.Scenarios.Tests.Check;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Edits of what stands in invitations.</summary>
internal sealed partial class Player
{
    private async Task<string> WriteWordsAsync(Edit edit, Meeting meeting)
    {
        var words = $"More words of {edit.Number}.";
        var body = await Outlook.ReadBodyAsync(meeting.Owner.Address, meeting.Id);
        await Outlook.ReplaceBodyAsync(meeting.Owner.Address, meeting.Id, Append(body, $"<p>{words}</p>"));
        meeting.Words.Add(words);
        return $"write more words into {meeting.Number} (which {Blocks(body)})";
    }

    private async Task<string> RewriteBodyAsync(Edit edit, Meeting meeting, Random dice)
    {
        var words = $"New words of {edit.Number}.";
        var html = Drafts.Html(words, dice);
        await Outlook.ReplaceBodyAsync(meeting.Owner.Address, meeting.Id, html);
        meeting.Words = [words];
        return $"rewrite {meeting.Number} as {html}";
    }

    private async Task<string> DamageBlockAsync(Meeting meeting, Random dice)
    {
        var body = await Outlook.ReadBodyAsync(meeting.Owner.Address, meeting.Id);
        if (BlockText.Find(body) is not { } block)
            return $"passed over: {meeting.Number} {Blocks(body)}";
        var (text, what) = dice.Next(5) switch
        {
            0 => (block.WithoutBegin(), "the first line of the block is deleted"),
            1 => (block.WithoutEnd(), "the last line of the block is deleted"),
            2 => (block.WithoutMiddle(), "a part of the block is deleted"),
            3 => (block.Doubled(), "the block is doubled"),
            _ => (block.Without(), "the block is deleted"),
        };
        await Outlook.ReplaceBodyAsync(meeting.Owner.Address, meeting.Id, text);
        return $"in {meeting.Number} {what}";
    }

    private async Task<string> PasteBlockAsync(Meeting meeting, Random dice)
    {
        if (FindBlock(meeting, dice) is not { } pasted)
            return "passed over: no other meeting has a block";
        var body = await Outlook.ReadBodyAsync(meeting.Owner.Address, meeting.Id);
        await Outlook.ReplaceBodyAsync(meeting.Owner.Address, meeting.Id, Append(body, pasted.Block));
        return $"paste the block of {pasted.Source.Number} into {meeting.Number} (which {Blocks(body)})";
    }

    /// <summary>A block to copy from another meeting.</summary>
    private (Meeting Source, string Block)? FindBlock(Meeting meeting, Random dice)
    {
        var others = Meetings.Where(other => other != meeting)
            .Select(other => (Source: other, Block: world.Find(other) is { } item ? BlockText.Find(item.Content.Body.Html)?.Text : null))
            .Where(other => other.Block is not null).ToList();
        return others.Count == 0 ? null : (others[dice.Next(others.Count)] is var chosen ? (chosen.Source, chosen.Block!) : null);
    }

    private static string Append(string body, string html)
    {
        var end = body.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? body + html : body.Insert(end, html);
    }

    private static string Blocks(string body) => $"holds {BlockText.Count(body)} blocks";
}
