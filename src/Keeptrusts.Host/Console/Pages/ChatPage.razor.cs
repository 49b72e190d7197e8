using Keeptrusts.Host.Console.Chat;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>The chat: what happens to a message, before and after it is sent.</summary>
public partial class ChatPage
{
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
            Navigation.NavigateTo($"chat?c={begun.Id}", replace: true);
        }

        await InvokeAsync(StateHasChanged);
    }

    private Task AgainAsync(ChatTurn turn) => Talk.IsBusy ? Task.CompletedTask : AskAsync(turn.Question, withDocuments: false);

    private async Task PreviewAsync()
    {
        _found = [];
        if (_seat is { } seat && _chosen.Count > 0 && _typed.Length <= MostTyped)
        {
            var text = _typed;
            var results = await Seats.PreviewAsync(seat, _chosen[0], text, Gone);
            _found = text == _typed ? FoundWords.Of(text, results) : _found;
        }
    }
}
