using Keeptrusts.Host.Console.Chat;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>The chat: what happens to a message, before and after it is sent, and to a conversation.</summary>
public partial class ChatPage
{
    private const int MostPreviewed = 50_000;

    private bool _isLeft;

    private async Task<bool> AskAsync(string text, bool withDocuments = true)
    {
        Problem = null;
        Refusal? refusal = null;
        if (Session.For(List).Refused(out refusal, out var caller) || (await Seats.FindAsync(caller, Session.Team, Gone)).Refused(out refusal, out _seat))
        {
            Problem = refusal.Message;
            StateHasChanged();
            return false;
        }

        (_found, _typed) = ([], "");
        // The answer may take minutes; the browser hears at once that it is on its way.
        _ = TalkAsync(caller, _seat, text, withDocuments && _usesDocuments && _documents > 0);
        return true;
    }

    private async Task TalkAsync(Principal caller, ChatSeat seat, string text, bool withDocuments)
    {
        try
        {
            var passages = withDocuments ? await Knowledge.RetrieveAsync(caller, seat.Team.Id, text, Gone) : [];
            var refused = await Talk.AskAsync(caller, seat, _chosen, text, passages, ShowAsync);
            if (_isLeft)
            {
                return;
            }

            Problem = refused?.Message;
            await ListAsync(caller);
            await BudgetAsync(caller);
            StateHasChanged();
        }
        catch (Exception exception) when (!_isLeft)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task ShowAsync()
    {
        // Who leaves the page stops the answers; what was written is kept all the same.
        if (_isLeft)
        {
            return;
        }

        if (Talk.Conversation is { } begun && C != begun.Id)
        {
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("c", begun.Id), replace: true);
        }

        await InvokeAsync(StateHasChanged);
    }

    private Task AgainAsync(ChatTurn turn) => Talk.IsBusy ? Task.CompletedTask : AskAsync(turn.Question, withDocuments: false);

    private async Task FollowAsync()
    {
        try
        {
            await Talk.FollowAsync(ShowAsync);
        }
        catch (Exception exception) when (!_isLeft)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task PreviewAsync()
    {
        _found = [];
        var text = _typed;
        if (_seat is { } seat && _chosen.Count > 0 && text.Length <= MostTyped && !string.IsNullOrWhiteSpace(text) && !Session.For(List).Refused(out _, out var caller))
        {
            // All that would be sent: a conversation is judged as a whole with each question. Of long ones the latest part is, since this is done with every pause.
            var passages = _usesDocuments && _documents > 0 ? await Knowledge.RetrieveAsync(caller, seat.Team.Id, text, Gone) : [];
            var prompt = ChatPrompt.Of(Latest(Talk.Turns), _chosen[0], text, passages);
            var results = await Seats.PreviewAsync(seat, _chosen[0], prompt, Gone);
            _found = text == _typed ? FoundWords.Of(text, prompt, results) : _found;
        }
    }

    private static IReadOnlyList<ChatTurn> Latest(IReadOnlyList<ChatTurn> turns)
    {
        var (from, length) = (turns.Count, 0);
        while (from > 0 && (length += turns[from - 1].Question.Length + turns[from - 1].Answers.Max(a => a.Text.Length)) <= MostPreviewed)
        {
            from--;
        }

        return [.. turns.Skip(from)];
    }

    private void BeginRename() => (_isRenaming, _focusTitle, _title) = (true, true, Talk.Conversation!.Title);

    private void RenameKey(KeyboardEventArgs key) => _isRenaming = key.Key != "Escape";

    private async Task RenameAsync()
    {
        if (Talk.Conversation is { } open && await DoAsync(Rename, caller => Conversations.RenameAsync(caller, open.Id, _title, Gone)) is { } renamed)
        {
            Talk.Renamed(renamed);
            _isRenaming = false;
        }
    }

    private async Task DeleteAsync()
    {
        if (Talk.Conversation is { } open && await _confirm.AskAsync("Delete this conversation?", "Its questions and answers are erased. What the gateway recorded of its calls stays.", "Delete"))
        {
            Talk.Stop();
            if (await DoAsync(Delete, caller => Conversations.DeleteAsync(caller, open.Id, Gone)) is not null)
            {
                Navigation.NavigateTo("chat");
            }
        }
    }
}
